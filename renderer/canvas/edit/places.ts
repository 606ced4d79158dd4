/** Where nodes stand. `layout` is apart from the logic; an entry is a point, or an object that also keeps a size and more. */
import { SNAP } from '#shared/drawing/figures.ts'
import type { LayoutEntry, Workflow } from '#shared/workflow/workflow.ts'

export type At = readonly [x: number, y: number]

/** Onto the raster. */
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

export function colorOf(entry: LayoutEntry | undefined): string | undefined {
  return !entry || Array.isArray(entry) ? undefined : entry.color
}

function movedTo(entry: LayoutEntry | undefined, at: At): LayoutEntry {
  const point: [number, number] = [at[0], at[1]]
  return !entry || Array.isArray(entry) ? point : { ...entry, at: point }
}

/**
 * Puts nodes somewhere; sizes, colours and everything else an entry holds stay. They fall on the raster, unless they were lined
 * up with something: then a `step` of 1 keeps them there.
 */
export function moveNodes(workflow: Workflow, places: ReadonlyMap<string, At>, step = SNAP): Workflow {
  if (places.size === 0) return workflow
  const layout = { ...workflow.layout }
  const onStep = (value: number) => Math.round(value / step) * step
  for (const [id, at] of places) layout[id] = movedTo(layout[id], [onStep(at[0]), onStep(at[1])])
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
  const { collapsed: _before, ...rest } = wholeEntry(entry, at)
  return { ...workflow, layout: { ...workflow.layout, [id]: shortest(folded ? { ...rest, collapsed: true } : rest) } }
}

/** Gives nodes a colour by its name, or takes it away. */
export function colorNodes(workflow: Workflow, ids: ReadonlySet<string>, color: string | undefined): Workflow {
  const layout = { ...workflow.layout }
  let changed = false
  for (const id of ids) {
    const entry = layout[id]
    const at = placeOf(entry)
    if (!at || colorOf(entry) === color) continue
    const { color: _before, ...rest } = wholeEntry(entry, at)
    layout[id] = shortest(color === undefined ? rest : { ...rest, color })
    changed = true
  }
  return changed ? { ...workflow, layout } : workflow
}

type WholeEntry = Exclude<LayoutEntry, readonly unknown[]>

const wholeEntry = (entry: LayoutEntry | undefined, at: At): WholeEntry =>
  entry && !Array.isArray(entry) ? entry : { at: [at[0], at[1]] }

/** An entry that holds only a point is written as a point. */
const shortest = (entry: WholeEntry): LayoutEntry => (Object.keys(entry).length === 1 ? entry.at : entry)
