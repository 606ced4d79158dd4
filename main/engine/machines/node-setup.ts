/** The vocabulary of all node machines: named actions and guards, each one call of the host. */
import { assign, setup } from 'xstate'
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
    queue: ({ context }) => context.host.queue(),
    begin: ({ context }) => context.host.begin(),
    leave: ({ context }) => context.host.leave(),
    retried: ({ context }) => context.host.retried(),
    abort: ({ context }) => context.host.abort(),
    suspended: ({ context }) => context.host.suspended(),
    withdrawn: ({ context }) => context.host.withdrawn(context.reason),
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
    keepReason: assign({ reason: ({ context, event }) => (event.type === 'withdraw' ? event.reason : context.reason) }),
  },
  guards: {
    canRetry: ({ context, event }) => event.type === 'failed' && context.host.canRetry(event.error),
    asksFirst: ({ context }) => context.host.asksFirst,
    hasQuestion: ({ context }) => context.host.hasQuestion,
  },
})

export const contextOf = ({ input }: { input: { host: NodeHost } }): NodeContext => ({ host: input.host, reason: '' })

/** Waiting for a person, a place or a timer: nothing to end, so stop and withdrawal take effect at once. */
export const quietWait = {
  stop: { target: 'suspended' },
  withdraw: { target: 'withdrawn', actions: 'keepReason' },
} as const
