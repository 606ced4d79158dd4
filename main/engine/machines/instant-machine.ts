/** A node that ends in the step that starts it: start, transform, branch, emit, cancel, end. */
import { contextOf, endings, nodeSetup, quietWait } from './node-setup.ts'

export const instantMachine = nodeSetup.createMachine({
  id: 'instant',
  context: contextOf,
  initial: 'preparing',
  states: {
    preparing: {
      entry: 'prepare',
      on: {
        prepared: [{ guard: 'needsLock', target: 'locking' }, { target: 'leaving' }],
        failed: { target: 'failed', actions: 'fail' },
        ...quietWait,
      },
    },
    locking: { entry: 'lock', on: { locked: { target: 'leaving' }, ...quietWait } },
    leaving: {
      entry: 'leave',
      on: { completed: { target: 'completed', actions: 'complete' }, failed: { target: 'failed', actions: 'fail' } },
    },
    ...endings,
  },
})
