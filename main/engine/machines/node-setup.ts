/** The vocabulary of all node machines: named actions and guards, each one call of the host. */
import { setup } from 'xstate'
import type { NodeContext, NodeHost, NodeSignal } from './node-host.ts'

export const nodeSetup = setup({
  types: {
    context: {} as NodeContext, // XState takes types by example
    events: {} as NodeSignal,
    input: {} as { host: NodeHost },
  },
  actions: {
    prepare: ({ context }) => context.host.prepare(),
    ask: ({ context }) => context.host.ask(),
    askRecovery: ({ context }) => context.host.askRecovery(),
    lock: ({ context }) => context.host.lock(),
    queue: ({ context }) => context.host.queue(),
    begin: ({ context }) => context.host.begin(),
    leave: ({ context }) => context.host.leave(),
    retried: ({ context }) => context.host.retried(),
    abort: ({ context }) => context.host.abort(),
    suspended: ({ context }) => context.host.suspended(),
    withdrawn: ({ context }) => context.host.withdrawn(),
    interrupted: ({ context }) => context.host.interrupted(),
    expired: ({ context }) => context.host.expired(),
    adopt: ({ context, event }) => {
      if (event.type === 'approved') context.host.adopt(event.answer)
    },
    complete: ({ context, event }) => {
      if (event.type === 'completed' || event.type === 'answered') context.host.complete(event.leaving)
    },
    fail: ({ context, event }) => {
      if (event.type === 'failed' || event.type === 'refused') context.host.fail(event.error)
    },
    retryLater: ({ context, event }) => {
      if (event.type === 'failed') context.host.retryLater(event.error)
    },
  },
  guards: {
    canRetry: ({ context, event }) => event.type === 'failed' && context.host.canRetry(event.error),
    asksFirst: ({ context }) => context.host.asksFirst,
    needsLock: ({ context }) => context.host.needsLock,
    hasQuestion: ({ context }) => context.host.hasQuestion,
  },
})

export const contextOf = ({ input }: { input: { host: NodeHost } }): NodeContext => ({ host: input.host })

/** Waiting for a person, a lock, a place or a timer: nothing to end, so all of these take effect at once. */
export const quietWait = {
  stop: { target: 'suspended' },
  withdraw: { target: 'withdrawn' },
  interrupt: { target: 'interrupted' },
} as const

/** How every machine ends. */
export const endings = {
  completed: { type: 'final' },
  failed: { type: 'final' },
  withdrawn: { type: 'final', entry: 'withdrawn' },
  interrupted: { type: 'final', entry: 'interrupted' },
  suspended: { type: 'final', entry: 'suspended' },
} as const
