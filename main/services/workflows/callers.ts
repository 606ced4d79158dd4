import type { WorkflowCaller } from '#shared/ipc/views/workflow-views.ts'
import { callsOf } from '#shared/workflow/edit/callers.ts'
import type { WorkflowLookup } from './lookup.ts'

/** The files that run a command, with the ids of the nodes that do. Bundled ones cannot be changed, so they are not asked. */
export async function callersIn(
  lookup: WorkflowLookup,
  name: string,
  workspace: string,
): Promise<readonly WorkflowCaller[]> {
  const summaries = await lookup.list(workspace)
  const found = await Promise.all(
    summaries
      .filter(({ source }) => source !== 'bundled')
      .map(async ({ ref, name: caller }) => {
        const { workflow } = await lookup.read(ref)
        return { ref, name: caller, nodes: workflow ? callsOf(workflow, name) : [] }
      }),
  )
  return found.filter(({ nodes }) => nodes.length > 0)
}
