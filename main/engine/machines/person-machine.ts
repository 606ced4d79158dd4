/** A node that waits for a person: an approval, a form, a result with buttons. The wait is a state, rebuilt from the log. */
import { contextOf, endings, nodeSetup, quietWait } from './node-setup.ts'

export const personMachine = nodeSetup.createMachine({
  id: 'person',
  context: contextOf,
  initial: 'preparing',
  states: {
    preparing: {
      entry: 'prepare',
      on: {
        prepared: [
          { guard: 'needsLock', target: 'locking' },
          { guard: 'hasQuestion', target: 'awaiting' },
          { target: 'leaving' },
        ],
        failed: { target: 'failed', actions: 'fail' },
        ...quietWait,
      },
    },
    locking: {
      entry: 'lock',
      on: { locked: [{ guard: 'hasQuestion', target: 'awaiting' }, { target: 'leaving' }], ...quietWait },
    },
    awaiting: {
      entry: 'ask',
      on: {
        answered: { target: 'completed', actions: 'complete' },
        refused: { target: 'failed', actions: 'fail' },
        expired: { target: 'expiring' },
        ...quietWait,
      },
    },
    /** The time is over: leaves by `timeout` where that port leads somewhere, fails where it does not. */
    expiring: {
      entry: 'expired',
      on: { answered: { target: 'completed', actions: 'complete' }, failed: { target: 'failed', actions: 'fail' } },
    },
    leaving: {
      entry: 'leave',
      on: { completed: { target: 'completed', actions: 'complete' }, failed: { target: 'failed', actions: 'fail' } },
    },
    ...endings,
  },
})
