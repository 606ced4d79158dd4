/**
 * A node that takes time: a model call, a program, a file; also a container, a child run, a timer and a wait, which are
 * work that needs no place.
 */
import { contextOf, endings, nodeSetup, quietWait } from './node-setup.ts'

/** While work is in flight: it must end before the node has. */
const inFlight = {
  completed: { target: 'completed', actions: 'complete' },
  failed: [
    { guard: 'canRetry', target: 'retrying', actions: 'retryLater' },
    { target: 'failed', actions: 'fail' },
  ],
  stop: { target: 'stopping' },
  withdraw: { target: 'withdrawing' },
  interrupt: { target: 'interrupting' },
} as const

export const workMachine = nodeSetup.createMachine({
  id: 'work',
  context: contextOf,
  initial: 'preparing',
  states: {
    preparing: {
      entry: 'prepare',
      on: {
        prepared: [
          { guard: 'asksFirst', target: 'awaiting' },
          { guard: 'needsLock', target: 'locking' },
          { target: 'queued' },
        ],
        failed: { target: 'failed', actions: 'fail' },
        ...quietWait,
      },
    },
    /** A person is asked before the effect happens. */
    awaiting: {
      entry: 'ask',
      on: {
        approved: [
          { guard: 'needsLock', target: 'locking', actions: 'adopt' },
          { target: 'queued', actions: 'adopt' },
        ],
        refused: { target: 'failed', actions: 'fail' },
        ...quietWait,
      },
    },
    locking: {
      entry: 'lock',
      on: { locked: { target: 'queued' }, failed: { target: 'failed', actions: 'fail' }, ...quietWait },
    },
    queued: {
      entry: 'queue',
      on: { placed: { target: 'running' }, ...quietWait },
    },
    running: {
      entry: 'begin',
      on: { streamed: { target: 'streaming' }, ...inFlight },
    },
    streaming: { on: inFlight },
    /** Between two attempts; the deadline is in the log. */
    retrying: {
      on: {
        due: [
          { guard: 'needsLock', target: 'locking', actions: 'retried' },
          { target: 'queued', actions: 'retried' },
        ],
        ...quietWait,
      },
    },
    /** Its owner died while the effect ran: it may have happened. */
    held: {
      entry: 'askRecovery',
      on: {
        runAgain: [{ guard: 'needsLock', target: 'locking' }, { target: 'queued' }],
        completed: { target: 'completed', actions: 'complete' },
        refused: { target: 'failed', actions: 'fail' },
        ...quietWait,
      },
    },
    stopping: {
      entry: 'abort',
      // What ended well just before the stop reached it is done, and must not be done again by a resume.
      on: { settled: { target: 'suspended' }, completed: { target: 'completed', actions: 'complete' } },
    },
    withdrawing: {
      entry: 'abort',
      on: { settled: { target: 'withdrawn' } },
    },
    interrupting: {
      entry: 'abort',
      on: { settled: { target: 'interrupted' }, completed: { target: 'completed', actions: 'complete' } },
    },
    ...endings,
  },
})
