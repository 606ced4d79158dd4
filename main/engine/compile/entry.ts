/** Where a run begins: at the trigger that fired, else at the command's own entry. */
import { CallError } from '#shared/ipc/call-error.ts'
import type { WorkflowGraph } from '#shared/workflow/graph.ts'

/** The command's own; a workflow without one begins with the first of its triggers. Empty where it has none at all. */
export function ownEntry({ nodes, entries }: Pick<WorkflowGraph, 'nodes' | 'entries'>): string {
  const own = entries.find((index) => nodes[index]?.node.kind === 'start') ?? entries[0]
  return (own === undefined ? undefined : nodes[own]?.id) ?? ''
}

/** A run that began at no entry would do nothing, and seem to have done what it should. */
export function entryUnknown(workflow: string, entry: string): CallError {
  return new CallError('entry.unknown', `/${workflow} has no entry “${entry}” any more, so nothing would run.`)
}
