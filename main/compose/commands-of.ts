/** The catalog of workflow files as a source of commands. */
import type { Workflow } from '#shared/workflow/workflow.ts'
import type { CommandSource } from '../calls/start-run.ts'
import type { WorkflowCatalog } from '../services/workflows/catalog.ts'

export function commandsOf(catalog: WorkflowCatalog): CommandSource {
  return {
    names: async (workspace: string) => (await catalog.list(workspace)).map(({ name }) => name),
    byName: async (name: string, workspace: string) => (await catalog.find(name, workspace)) ?? undefined,
    read: (ref: string) => catalog.read(ref),
    check: (workflow: Workflow) => catalog.check(workflow),
  }
}
