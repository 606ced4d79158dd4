import { NODE_ID_PATTERN, RESERVED_IDS, type Workflow } from '../workflow.ts'

/** `prompt`, then `prompt_2`, `prompt_3` … */
export function freshNodeId(workflow: Workflow, wanted: string): string {
  const base = asNodeId(wanted)
  const taken = new Set(workflow.nodes.map((node) => node.id))
  const free = (id: string) => !taken.has(id) && !RESERVED_IDS.has(id)
  if (free(base)) return base
  for (let count = 2; ; count += 1) if (free(`${base}_${count}`)) return `${base}_${count}`
}

/** A name for each of some that is none of `taken`: its own where that is free, else with the next number behind it. */
export function freshNames(
  wanted: readonly string[],
  taken: ReadonlySet<string>,
  /** What a name should be, where it cannot stay. */
  usable: (name: string) => string = (name) => name,
): ReadonlyMap<string, string> {
  const used = new Set(taken)
  const counts = new Map<string, number>()
  const names = new Map<string, string>()
  for (const id of wanted) {
    let name = usable(id)
    const base = name.replace(/_\d+$/, '')
    for (let count = counts.get(base) ?? 2; used.has(name); count += 1) {
      name = `${base}_${count}`
      counts.set(base, count + 1)
    }
    used.add(name)
    names.set(id, name)
  }
  return names
}

/** The id itself where it may be one, else the nearest text that may: `Bad Id` and `badId` are `bad_id`. */
export const usableNodeId = (id: string): string => (NODE_ID_PATTERN.test(id) ? id : asNodeId(id))

function asNodeId(text: string): string {
  const id = text
    .replace(/([a-z0-9])(?=[A-Z])/g, '$1_')
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
