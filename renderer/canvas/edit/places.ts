/** Where nodes stand. `layout` is apart from the logic; an entry is a point, or an object that also keeps a size and more. */
import type { LayoutEntry, Workflow } from '#shared/workflow/workflow.ts'

export type At = readonly [x: number, y: number]

/** Positions fall on this raster; the dots are every second step. */
export const SNAP = 8

export const snapped = (value: number): number => Math.round(value / SNAP) * SNAP

export function placeOf(entry: LayoutEntry | undefined): At | undefined {
  if (!entry) return undefined
  return Array.isArray(entry) ? entry : entry.at
}

export function sizeOf(entry: LayoutEntry | undefined): At | undefined {
  return !entry || Array.isArray(entry) ? undefined : entry.size
}

export function isCollapsed(entry: LayoutEntry | undefined): boolean {
  return entry !== undefined && !Array.isArray(entry) && entry.collapsed === true
}

function movedTo(entry: LayoutEntry | undefined, at: At): LayoutEntry {
  const point: [number, number] = [at[0], at[1]]
  return !entry || Array.isArray(entry) ? point : { ...entry, at: point }
}

/** Puts nodes somewhere; sizes, colours and everything else an entry holds stay. */
export function moveNodes(workflow: Workflow, places: ReadonlyMap<string, At>): Workflow {
  if (places.size === 0) return workflow
  const layout = { ...workflow.layout }
  for (const [id, at] of places) layout[id] = movedTo(layout[id], [snapped(at[0]), snapped(at[1])])
  return { ...workflow, layout }
}

/** Gives a node a size of its own; its place, colour and everything else an entry holds stay. */
export function resizeNode(workflow: Workflow, id: string, [width, height]: At): Workflow {
  const entry = workflow.layout?.[id]
  const at = placeOf(entry)
  if (!at) return workflow
  const size: [number, number] = [snapped(width), snapped(height)]
  const kept = entry && !Array.isArray(entry) ? entry : {}
  return { ...workflow, layout: { ...workflow.layout, [id]: { ...kept, at: [at[0], at[1]], size } } }
}

/** Folds a container to a token, or unfolds it. */
export function foldNode(workflow: Workflow, id: string, folded: boolean): Workflow {
  const entry = workflow.layout?.[id]
  const at = placeOf(entry)
  if (!at || isCollapsed(entry) === folded) return workflow
  const { collapsed: _before, ...rest } =
    entry && !Array.isArray(entry) ? entry : { at: [at[0], at[1]] as [number, number] }
  const plain = Object.keys(rest).length === 1
  const next: LayoutEntry = folded ? { ...rest, collapsed: true } : plain ? rest.at : rest
  return { ...workflow, layout: { ...workflow.layout, [id]: next } }
}
