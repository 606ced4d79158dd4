import { NODE_ID_PATTERN, RESERVED_IDS, type Workflow } from '#shared/workflow/workflow.ts'

/** `prompt`, then `prompt_2`, `prompt_3` … */
export function freshNodeId(workflow: Workflow, wanted: string): string {
  const base = asNodeId(wanted)
  const taken = new Set(workflow.nodes.map((node) => node.id))
  const free = (id: string) => !taken.has(id) && !RESERVED_IDS.has(id)
  if (free(base)) return base
  for (let count = 2; ; count += 1) if (free(`${base}_${count}`)) return `${base}_${count}`
}

/** The nearest text that may be an id. */
function asNodeId(text: string): string {
  const id = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
  return id === '' ? 'node' : id
}

/** Why a node may not have this id, as a sentence; undefined where it may. */
export function nodeIdProblem(workflow: Workflow, id: string, current: string): string | undefined {
  if (id === current) return undefined
  if (!NODE_ID_PATTERN.test(id)) return 'An id is lower-case letters, digits and _, beginning with a letter.'
  if (RESERVED_IDS.has(id)) return `"${id}" is a word of the expression language. Choose another id.`
  if (workflow.nodes.some((node) => node.id === id)) return `Another node has the id "${id}".`
  return undefined
}
