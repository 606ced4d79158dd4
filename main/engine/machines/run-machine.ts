/** A run: goes on until it has an outcome or is stopped, and ends only when everything it started is quiet. */
import { assign, setup } from 'xstate'
import type { Json } from '#shared/json.ts'

export type Outcome =
  | { readonly type: 'succeeded'; readonly result: Json }
  | { readonly type: 'failed'; readonly code: string; readonly message: string; readonly nodeId?: string }

/** Why what is still active is withdrawn. */
export const withdrawalReason = (outcome: Outcome | undefined): string =>
  outcome?.type === 'failed' ? 'The run failed' : 'The run ended'

export interface RunHost {
  /** Asks every active node to stop; answers `quiet`. */
  stopAll(): void
  /** Withdraws every active node; answers `quiet`. */
  withdrawAll(reason: string): void
  interrupted(): void
  finished(outcome: Outcome): void
}

export type RunSignal =
  | { readonly type: 'stop' }
  | { readonly type: 'outcome'; readonly outcome: Outcome }
  | { readonly type: 'quiet' }

interface RunContext {
  readonly host: RunHost
  readonly outcome: Outcome | undefined
}

export const runMachine = setup({
  types: {
    context: {} as RunContext, // XState takes types by example
    events: {} as RunSignal,
    input: {} as { host: RunHost },
  },
  actions: {
    stopAll: ({ context }) => context.host.stopAll(),
    withdrawAll: ({ context }) => context.host.withdrawAll(withdrawalReason(context.outcome)),
    interrupted: ({ context }) => context.host.interrupted(),
    finished: ({ context }) => {
      if (context.outcome) context.host.finished(context.outcome)
    },
    keepOutcome: assign({
      outcome: ({ context, event }) => (event.type === 'outcome' ? event.outcome : context.outcome),
    }),
  },
}).createMachine({
  id: 'run',
  context: ({ input }) => ({ host: input.host, outcome: undefined }),
  initial: 'running',
  states: {
    running: {
      on: { stop: { target: 'stopping' }, outcome: { target: 'closing', actions: 'keepOutcome' } },
    },
    /** Stop was asked for: the run says so only when each node has acknowledged. */
    stopping: {
      entry: 'stopAll',
      on: { quiet: { target: 'interrupted' } },
    },
    /** The first outcome wins; what is still active is withdrawn before the run says that it ended. */
    closing: {
      entry: 'withdrawAll',
      on: { quiet: { target: 'ended' } },
    },
    interrupted: { type: 'final', entry: 'interrupted' },
    ended: { type: 'final', entry: 'finished' },
  },
})
