/** Where the new nodes of a fix stand, in a file whose layout is written; else the app finds a place. */
import type { Json } from '../../json.ts'
import type { FixEdit } from '../fix.ts'
import type { LayoutEntry, Workflow } from '../workflow.ts'
import { oncePer } from './once-per.ts'

/** An approval, and what columns stand apart. */
const COLUMN = 272
const BELOW = 120
/** Where more would have to move, a fix would say more than most files. */
const MOST_MOVED = 100

/** Behind the one it follows, and below what stands there. */
export function placed(workflow: Workflow, from: string, id: string): FixEdit[] {
  const at = placeOf(workflow.layout?.[from.split('.')[0] ?? ''])
  return at ? [put(id, [at.x + 220, at.y + BELOW])] : []
}

/** In the place of the node that it goes before. That, and all right of it on its level, make room; `refused` stands below. */
export function placedBefore(workflow: Workflow, target: string, id: string, refused: string): FixEdit[] {
  const at = placeOf(workflow.layout?.[target])
  if (!at) return []
  const parent = workflow.nodes.find((node) => node.id === target)?.parent ?? ''
  const level = byColumn(workflow).get(parent) ?? []
  const others = level.findIndex(({ x }) => x < at.x)
  const moved = others < 0 ? level : level.slice(0, others)
  const below = [at.x + COLUMN, at.y + BELOW] as const
  if (moved.length > MOST_MOVED) return [put(id, below), put(refused, [below[0] + COLUMN, below[1] + BELOW])]
  return [...moved.map(({ id: other, entry }) => move(other, entry)), put(id, [at.x, at.y]), put(refused, below)]
}

interface Placed {
  readonly id: string
  readonly entry: LayoutEntry
  readonly x: number
}

/** By the container that they stand in, from the right to the left. */
const byColumn = oncePer((workflow) => {
  const levels = new Map<string, Placed[]>()
  for (const { id, parent = '' } of workflow.nodes) {
    const entry = workflow.layout?.[id]
    const at = placeOf(entry)
    if (!entry || !at) continue
    const level = levels.get(parent) ?? []
    level.push({ id, entry, x: at.x })
    levels.set(parent, level)
  }
  for (const level of levels.values()) level.sort((one, other) => other.x - one.x)
  return levels
})

function placeOf(entry: LayoutEntry | undefined): { readonly x: number; readonly y: number } | undefined {
  const at = entry && (Array.isArray(entry) ? entry : entry.at)
  return at && { x: at[0], y: at[1] }
}

const put = (id: string, at: readonly [number, number]): FixEdit => ({
  op: 'set',
  path: ['layout', id],
  value: [...at],
})

function move(id: string, entry: LayoutEntry): FixEdit {
  const further = ([x, y]: readonly [number, number]): [number, number] => [x + COLUMN, y]
  const value = Array.isArray(entry) ? further(entry) : { ...entry, at: further(entry.at) }
  return { op: 'set', path: ['layout', id], value: value as Json, was: entry as Json }
}
