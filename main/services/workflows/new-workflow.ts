/** What a new command begins with, and how it may be called. */
import { CallError } from '#shared/ipc/call-error.ts'
import { FORMAT, NAME_PATTERN, type Workflow } from '#shared/workflow/workflow.ts'

/** Throws CallError `workflow.invalid-name` with a name that would do. */
export function refuseName(name: string): void {
  if (NAME_PATTERN.test(name) && name.length <= 100) return
  if (name.trim() === '') throw new CallError('workflow.invalid-name', 'Give the command a name, such as pr-review.')
  const better = slashName(name)
  const instead = better === '' ? 'pr-review' : better
  throw new CallError(
    'workflow.invalid-name',
    `"${name}" cannot be typed as a command: a name is lower-case words joined by -, such as ${instead}.`,
  )
}

function slashName(text: string): string {
  const words =
    text
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? []
  return words
    .join('-')
    .replace(/^[0-9-]+/, '')
    .slice(0, 60)
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
