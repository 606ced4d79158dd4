/**
 * What a node does while it is active, where that takes time: work, a container's items, a child run, a timer, a wait for
 * events. It answers its execution by signals: `completed`, `failed`, and always one `settled` after `abort`.
 */
import type { ReceiptEntry } from '#shared/events/run-events.ts'
import type { NodeState } from '#shared/state/run-state.ts'

/** Why an activity is ended: a stop keeps what can go on, everything else lets go of it. */
export type AbortCause = 'stop' | 'withdraw' | 'interrupt'

export interface Activity {
  /** `node.started` is staged. */
  begin(): void
  /** Goes on in the middle, after a restart or a stop: `node.started` and what followed are in the log. */
  restore(node: NodeState): void
  /** Takes note of what it is about, where it cannot go on yet. */
  hold?(node: NodeState): void
  abort(cause: AbortCause): void
  /** Lets go without a word; resolves when nothing of it runs any more. */
  release(): Promise<void> | undefined
  /** The run that it has started, of a `workflow` node. */
  readonly childRunId?: string | undefined
  /** What a stop reached; undefined where it holds nothing that a person should hear of. */
  receipt(ms: number): readonly ReceiptEntry[] | undefined
}
