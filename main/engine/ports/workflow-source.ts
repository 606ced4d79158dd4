/** Where commands come from that a run starts by name. */
import type { Json } from '#shared/json.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'

export interface FoundWorkflow {
  readonly workflow: Workflow
  readonly trusted: boolean
  /** Complete: defaults filled in. */
  readonly args: Readonly<Record<string, Json>>
}

export interface WorkflowSource {
  /**
   * The command of that name as seen from a workspace, with its arguments checked. Throws NodeError, never retried:
   * `workflow.unknown`, `workflow.invalid`, `workflow.arguments`.
   */
  find(name: string, args: Readonly<Record<string, Json>>, workspace: string): Promise<FoundWorkflow>
}
