/** Recorded outputs of nodes, kept in the file for tries: which nodes can have one, and setting and taking away many at once. */
import type { Json } from '#shared/json.ts'
import type { KindDescriptor } from '#shared/workflow/kind-descriptor.ts'
import { DEFAULT_PORT, type Workflow, type WorkflowNode } from '#shared/workflow/workflow.ts'
import { setNodeField } from './change-node.ts'

/** A file is read and compared by people: what is larger than this does not belong into one. */
export const LARGEST_PIN_BYTES = 256_000

/** Something comes out of it by one way. An entry gives what it was called with, and a choice of ways is no output. */
export function isPinnable(kind: KindDescriptor | undefined): boolean {
  return kind?.runs === true && !kind.entry && kind.ports.length > 0 && kind.portsFrom === undefined
}

/** The port that a pinned node leaves by, as the engine has it. */
export function passingPort({ ports }: Pick<KindDescriptor, 'ports'>): string {
  return ports.includes(DEFAULT_PORT) ? DEFAULT_PORT : (ports[0] ?? DEFAULT_PORT)
}

export const isPinned = ({ pinned }: WorkflowNode): boolean => pinned !== undefined

export function pinOutputs(workflow: Workflow, outputs: ReadonlyMap<string, Json>): Workflow {
  let next = workflow
  for (const [id, output] of outputs) next = setNodeField(next, id, 'pinned', output)
  return next
}

/** The same workflow where none of them was pinned. */
export function unpin(workflow: Workflow, ids: ReadonlySet<string>): Workflow {
  const pinned = workflow.nodes.filter((node) => ids.has(node.id) && isPinned(node))
  return pinned.reduce((next, { id }) => setNodeField(next, id, 'pinned', undefined), workflow)
}

/** Why an output cannot stand in a file; undefined where it can. */
export function pinProblem(output: Json): string | undefined {
  const bytes = new TextEncoder().encode(JSON.stringify(output)).length
  if (bytes <= LARGEST_PIN_BYTES) return undefined
  return `Its output is ${Math.round(bytes / 1_000)} kB, and a pin of more than ${LARGEST_PIN_BYTES / 1_000} kB would make the file unreadable. Pin a shorter one by hand.`
}
