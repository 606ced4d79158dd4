/** Which nodes a loop goes round: every node on a loop-free path from the loop edge's target to its source. */
import { edgeSource, type Workflow } from '#shared/workflow/workflow.ts'

/** For each node in a loop, the targets of the loops whose body it is in, without itself. */
export function loopTargets(workflow: Workflow): ReadonlyMap<string, readonly string[]> {
  const targets = new Map<string, string[]>()
  for (const edge of workflow.edges) {
    if (!edge.loop) continue
    for (const id of loopBody(workflow, edgeSource(edge).node, edge.to)) {
      if (id !== edge.to) targets.set(id, [...new Set([...(targets.get(id) ?? []), edge.to])])
    }
  }
  return targets
}

/** The body of one loop edge, its source and target among it. */
export function loopBody(workflow: Workflow, source: string, target: string): ReadonlySet<string> {
  const forward = reach(workflow, target, 'forward')
  const back = reach(workflow, source, 'back')
  const body = new Set([...forward].filter((id) => back.has(id)))
  body.add(source).add(target)
  return body
}

function reach(workflow: Workflow, from: string, direction: 'forward' | 'back'): ReadonlySet<string> {
  const next = new Map<string, string[]>()
  for (const edge of workflow.edges) {
    if (edge.loop) continue
    const source = edgeSource(edge).node
    const [key, value] = direction === 'forward' ? [source, edge.to] : [edge.to, source]
    const list = next.get(key)
    if (list) list.push(value)
    else next.set(key, [value])
  }
  const seen = new Set<string>()
  const open = [from]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (seen.has(id)) continue
    seen.add(id)
    open.push(...(next.get(id) ?? []))
  }
  return seen
}
