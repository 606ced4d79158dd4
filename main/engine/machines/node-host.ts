/**
 * What a node machine may do to the world, and what the world tells it. The machine decides; the host (one execution)
 * writes events, starts and ends work, and sends back what came of it. A machine holds no promise and no timer.
 */
import type { ApprovalAnswer, Leaving } from '../kind.ts'
import type { NodeError } from '../node-error.ts'

export interface NodeHost {
  /** Evaluates the config; answers `prepared` or `failed`. */
  prepare(): void
  /** Asks a person about the effect, the approval or the form. */
  ask(): void
  /** Asks whether an effect that may have happened before a crash runs again. */
  askRecovery(): void
  /** Asks for the node's lock; answers `locked`. */
  lock(): void
  /** Asks for a place, where the kind takes one; answers `placed`. */
  queue(): void
  /** Logs the attempt and starts the work or the wait; answers `completed` or `failed`. */
  begin(): void
  /** Leaves at once (instant kinds and `end`); answers `completed` or `failed`. */
  leave(): void
  /** Takes over what an approved effect was changed to. */
  adopt(answer: ApprovalAnswer): void
  /** Logs the failed attempt and arms the timer of the next; answers `due`. */
  retryLater(error: NodeError): void
  retried(): void
  complete(leaving: Leaving): void
  fail(error: NodeError): void
  /** Ends work or waits in flight; answers `settled`. */
  abort(): void
  withdrawn(): void
  /** A person stopped this node alone, and it is quiet. */
  interrupted(): void
  /** Stop has reached this node: it is quiet. */
  suspended(): void
  expired(): void
  canRetry(error: NodeError): boolean
  readonly asksFirst: boolean
  readonly needsLock: boolean
  readonly hasQuestion: boolean
}

export type NodeSignal =
  | { readonly type: 'prepared' }
  | { readonly type: 'locked' }
  | { readonly type: 'placed' }
  | { readonly type: 'streamed' }
  | { readonly type: 'completed'; readonly leaving: Leaving }
  | { readonly type: 'failed'; readonly error: NodeError }
  | { readonly type: 'approved'; readonly answer: ApprovalAnswer }
  | { readonly type: 'refused'; readonly error: NodeError }
  | { readonly type: 'answered'; readonly leaving: Leaving }
  | { readonly type: 'runAgain' }
  | { readonly type: 'expired' }
  | { readonly type: 'due' }
  | { readonly type: 'withdraw' }
  | { readonly type: 'interrupt' }
  | { readonly type: 'stop' }
  | { readonly type: 'settled' }

export interface NodeContext {
  readonly host: NodeHost
}
