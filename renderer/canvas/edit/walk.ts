/** What leads to some nodes, and what follows them. Loops are not followed: else everything in one would be both. */
import { edgeSource, type Workflow } from '#shared/workflow/workflow.ts'

type Ends = readonly [from: string, to: string]

/** The nodes themselves and all that lead to them. */
export const upstreamOf = (workflow: Pick<Workflow, 'edges'>, ids: ReadonlySet<string>): ReadonlySet<string> =>
  reached(workflow, ids, ([from, to]) => [to, from])

/** The nodes themselves and all that follow. */
export const downstreamOf = (workflow: Pick<Workflow, 'edges'>, ids: ReadonlySet<string>): ReadonlySet<string> =>
  reached(workflow, ids, (ends) => ends)

function reached(
  { edges }: Pick<Workflow, 'edges'>,
  ids: ReadonlySet<string>,
  turn: (ends: Ends) => Ends,
): ReadonlySet<string> {
  const next = new Map<string, string[]>()
  for (const edge of edges) {
    if (edge.loop) continue
    const [from, to] = turn([edgeSource(edge).node, edge.to])
    const known = next.get(from)
    if (known) known.push(to)
    else next.set(from, [to])
  }
  const found = new Set(ids)
  const open = [...ids]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const other of next.get(id) ?? []) {
      if (found.has(other)) continue
      found.add(other)
      open.push(other)
    }
  }
  return found
}
