/** What names a part of a workflow across two versions of it: a node its id, a parameter its name, an edge its two ends. */
import { type Edge, edgeSource, type Parameter, type WorkflowNode } from './workflow.ts'

export const nodeKey = ({ id }: WorkflowNode): string => id

export const parameterKey = ({ name }: Parameter): string => name

/** `a` and `a.out` are the same way out. */
export function edgeKey(edge: Edge): string {
  const { node, port } = edgeSource(edge)
  return `${node}.${port} → ${edge.to}`
}

/** In order. Of several with one key, which the checks refuse but a draft may have, the later ones get a number. */
export function keyed<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, T> {
  const byKey = new Map<string, T>()
  for (const item of items) {
    const key = keyOf(item)
    let free = key
    for (let count = 2; byKey.has(free); count += 1) free = `${key} #${count}`
    byKey.set(free, item)
  }
  return byKey
}
