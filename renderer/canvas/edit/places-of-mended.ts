/** Where a fix puts its new nodes in a file that says nothing of places: as in one that does, by those that are shown. */
import { placedBefore } from '#shared/workflow/checks/fix-places.ts'
import { applyFix } from '#shared/workflow/fix.ts'
import { edgeSource, type Workflow } from '#shared/workflow/workflow.ts'
import { type At, moveNodes, placeOf } from './places.ts'

/** What was put before a node takes its place, and what follows makes room; without that it would be found one below it. */
export function placesOfMended(before: Workflow, mended: Workflow, shown: ReadonlyMap<string, At>): Workflow {
  const known = new Set(before.nodes.map(({ id }) => id))
  const [gate, refused] = mended.nodes.filter(({ id }) => !known.has(id) && !placeOf(mended.layout?.[id]))
  const target = gate && mended.edges.find((edge) => edgeSource(edge).node === gate.id && known.has(edge.to))?.to
  if (!gate || !refused || target === undefined) return mended
  const missing = [...shown].filter(([id]) => known.has(id) && !placeOf(mended.layout?.[id]))
  const placed = moveNodes(mended, new Map(missing))
  const edits = placedBefore(placed, target, gate.id, refused.id)
  return edits.length === 0 ? mended : (applyFix(placed, { label: '', edits }) ?? mended)
}
