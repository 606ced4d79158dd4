/** What a run may ask about the runs that it started. The engine answers: a child has the same owner as its parent. */
import type { ParentRef, ReceiptEntry } from '#shared/events/run-events.ts'
import type { Json } from '#shared/json.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import type { FoundWorkflow } from '../ports/workflow-source.ts'

/** Who stops or resumes a child run, where its parent does. */
export const PARENT = 'parent run'

/** How the parent goes on. */
export interface GoingOn {
  /** A person resumed it. */
  readonly isResumed: boolean
  readonly isPaused: boolean
}

export type ChildEnd =
  | { readonly type: 'succeeded'; readonly result: Json }
  | { readonly type: 'failed'; readonly code: string; readonly message: string; readonly retryable?: boolean }
  /** Stopped: it can go on, unless what it had done is undone. */
  | { readonly type: 'interrupted'; readonly undone: boolean }

export interface ChildRequest extends FoundWorkflow {
  readonly parent: ParentRef
  readonly correlationId: string
  readonly workspace: string
  readonly by: string
  readonly test: boolean
  /** At its next checkpoint: its caller was asked to, before it called. */
  readonly isToHold: boolean
}

export interface Children {
  /** Makes a large command ready to run without holding the process; undefined where there is nothing to wait for. */
  prepare(workflow: Workflow): Promise<unknown> | undefined
  /** Stages its beginning, so that it is stored with what the parent stages in this step. Returns its run id. */
  start(request: ChildRequest): string
  /** How it ended; undefined while it has not. */
  endOf(runId: string): ChildEnd | undefined
  /** Calls back once it has ended or was stopped; the returned function takes that back. */
  onEnd(runId: string, ended: (end: ChildEnd) => void): () => void
  /** Goes on with a child that a restart or a stop has left; not with one that was stopped alone, unless a person resumed. */
  goOn(runId: string, parent: GoingOn): Promise<void>
  /** Resolves when it is quiet. One that has ended, or is not there, is quiet. */
  stop(runId: string, by: string, undo: boolean): Promise<readonly ReceiptEntry[]>
  pause(runId: string, by: string): void
  resume(runId: string, by: string): void
  holdAtCheckpoint(runId: string, by: string): void
}
