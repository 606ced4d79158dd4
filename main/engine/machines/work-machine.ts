/** A node that takes a place and time: a model call, a program, a file. */
import { contextOf, nodeSetup, quietWait } from './node-setup.ts'

export const workMachine = nodeSetup.createMachine({
  id: 'work',
  context: contextOf,
  initial: 'preparing',
  states: {
    preparing: {
      entry: 'prepare',
      on: {
        prepared: [{ guard: 'asksFirst', target: 'awaiting' }, { target: 'queued' }],
        failed: { target: 'failed', actions: 'fail' },
        ...quietWait,
      },
    },
    /** A person is asked before the effect happens. */
    awaiting: {
      entry: 'ask',
      on: {
        approved: { target: 'queued', actions: 'adopt' },
        refused: { target: 'failed', actions: 'fail' },
        ...quietWait,
      },
    },
    queued: {
      entry: 'queue',
      on: { placed: { target: 'running' }, ...quietWait },
    },
    running: {
      entry: 'begin',
      on: {
        streamed: { target: 'streaming' },
        completed: { target: 'completed', actions: 'complete' },
        failed: [
          { guard: 'canRetry', target: 'retrying', actions: 'retryLater' },
          { target: 'failed', actions: 'fail' },
        ],
        stop: { target: 'stopping' },
        withdraw: { target: 'withdrawing', actions: 'keepReason' },
      },
    },
    streaming: {
      on: {
        completed: { target: 'completed', actions: 'complete' },
        failed: [
          { guard: 'canRetry', target: 'retrying', actions: 'retryLater' },
          { target: 'failed', actions: 'fail' },
        ],
        stop: { target: 'stopping' },
        withdraw: { target: 'withdrawing', actions: 'keepReason' },
      },
    },
    /** Between two attempts; the deadline is in the log. */
    retrying: {
      on: { due: { target: 'queued', actions: 'retried' }, ...quietWait },
    },
    /** Its owner died while the effect ran: it may have happened. */
    held: {
      entry: 'askRecovery',
      on: {
        runAgain: { target: 'queued' },
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
      on: { settled: { target: 'withdrawn' }, withdraw: { actions: 'keepReason' } },
    },
    completed: { type: 'final' },
    failed: { type: 'final' },
    withdrawn: { type: 'final', entry: 'withdrawn' },
    suspended: { type: 'final', entry: 'suspended' },
  },
})
