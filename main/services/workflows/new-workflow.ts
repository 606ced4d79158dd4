/** What a new command begins with, and how it may be called. */
import { CallError } from '#shared/ipc/call-error.ts'
import { slashNameProblem } from '#shared/workflow/slash-name.ts'
import { FORMAT, type Workflow } from '#shared/workflow/workflow.ts'

/** Throws CallError `workflow.invalid-name` with a name that would do. */
export function refuseName(name: string): void {
  const problem = slashNameProblem(name)
  if (problem !== undefined) throw new CallError('workflow.invalid-name', problem)
}

export function newWorkflow(name: string, title: string | undefined, from: Workflow | undefined): Workflow {
  if (from) return { ...from, name, ...(title !== undefined && { title }) }
  return {
    format: FORMAT,
    name,
    ...(title !== undefined && { title }),
    nodes: [
      { id: 'start', kind: 'start' },
      { id: 'done', kind: 'end' },
    ],
    edges: [{ from: 'start', to: 'done' }],
    layout: { start: [0, 0], done: [220, 0] },
  }
}
