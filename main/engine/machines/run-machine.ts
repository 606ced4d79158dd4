/**
 * A run: goes on until it has an outcome or is stopped, undoes what it did where it failed or a person asks for it, and
 * ends only when everything it started is quiet.
 */
import { setup } from 'xstate'
import type { Json } from '#shared/json.ts'
import { RUN_FAILED, RUN_IS_OVER } from '#shared/state/machine-state.ts'

export type Outcome =
  | { readonly type: 'succeeded'; readonly result: Json }
  | {
      readonly type: 'failed'
      readonly code: string
      readonly message: string
      readonly nodeId?: string
      /** False: the same once more would fail again, so no container or `workflow` node around it is tried again. */
      readonly retryable?: boolean
      /** By an `end`: what was done stays done (DESIGN 4.11). */
      readonly byEnd?: boolean
    }

/** Why what is still active is withdrawn. */
export const withdrawalReason = (outcome: Outcome | undefined): string =>
  outcome?.type === 'failed' ? RUN_FAILED : RUN_IS_OVER

export interface RunHost {
  /** Asks every active node to stop; answers `quiet`. */
  stopAll(): void
  /** Withdraws every active node; answers `quiet`. */
  withdrawAll(): void
  /** Undoes what was done, latest first; answers `quiet`. */
  compensate(): void
  interrupted(): void
  finished(): void
  /** Something that was done is to be undone. */
  readonly mustCompensate: boolean
  /** Undoing began because a person asked for it, not because the run failed. */
  readonly isStopped: boolean
}

export type RunSignal =
  | { readonly type: 'stop' }
  | { readonly type: 'outcome' }
  | { readonly type: 'quiet' }
  /** Goes on with undoing, after a restart. */
  | { readonly type: 'undo' }

export interface RunMachineContext {
  readonly host: RunHost
}

export const runMachine = setup({
  types: {
    context: {} as RunMachineContext, // XState takes types by example
    events: {} as RunSignal,
    input: {} as { host: RunHost },
  },
  actions: {
    stopAll: ({ context }) => context.host.stopAll(),
    withdrawAll: ({ context }) => context.host.withdrawAll(),
    compensate: ({ context }) => context.host.compensate(),
    interrupted: ({ context }) => context.host.interrupted(),
    finished: ({ context }) => context.host.finished(),
  },
  guards: {
    mustCompensate: ({ context }) => context.host.mustCompensate,
    isStopped: ({ context }) => context.host.isStopped,
  },
}).createMachine({
  id: 'run',
  context: ({ input }) => ({ host: input.host }),
  initial: 'running',
  states: {
    running: {
      on: { stop: { target: 'stopping' }, outcome: { target: 'closing' }, undo: { target: 'compensating' } },
    },
    /** Stop was asked for: the run says so only when each node has acknowledged. */
    stopping: {
      entry: 'stopAll',
      on: { quiet: [{ guard: 'mustCompensate', target: 'compensating' }, { target: 'interrupted' }] },
    },
    /** The first outcome wins; what is still active is withdrawn before the run says that it ended. */
    closing: {
      entry: 'withdrawAll',
      on: { quiet: [{ guard: 'mustCompensate', target: 'compensating' }, { target: 'ended' }] },
    },
    /** Stop reaches this too: a later resume goes on with undoing. */
    compensating: {
      entry: 'compensate',
      on: {
        quiet: [{ guard: 'isStopped', target: 'interrupted' }, { target: 'ended' }],
        stop: { target: 'halting' },
      },
    },
    halting: {
      entry: 'stopAll',
      on: { quiet: { target: 'interrupted' } },
    },
    interrupted: { type: 'final', entry: 'interrupted' },
    ended: { type: 'final', entry: 'finished' },
  },
})
