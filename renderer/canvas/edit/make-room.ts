/**
 * Room for a node that is put into an edge. It stands where it was let go, if there it touches nobody; else it goes behind the
 * node that the edge leaves, and what follows gives way to the right: all by the same, so that it keeps its shape, and only as
 * far as it must.
 */
import type { Edge } from '#shared/workflow/workflow.ts'
import { type Area, coversAnother, meet } from '../model/covers.ts'
import { snapped } from './places.ts'
import { downstreamOf } from './walk.ts'

/** Between columns, as the automatic layout has it. */
const GAP = 40
/** Less than that between two nodes hides the edge. */
const LEAST_GAP = 24
const SNAP_DOWN = 8

export interface RoomInput {
  /** Where it was let go, and how large it is. */
  readonly area: Area
  readonly source: string
  readonly target: string
  /** All that stand beside it, without notes and without itself. */
  readonly others: ReadonlyMap<string, Area>
  readonly edges: Edge[]
}

export interface Room {
  readonly x: number
  readonly y: number
  /** Those that give way, and how far to the right. */
  readonly moved: ReadonlySet<string>
  readonly by: number
}

export function roomInEdge({ area, source, target, others, edges }: RoomInput): Room {
  const [from, to] = [others.get(source), others.get(target)]
  const wide = { ...area, x: area.x - LEAST_GAP, width: area.width + LEAST_GAP * 2 }
  if (![...others.values()].some((other) => meet(wide, other))) return { x: area.x, y: area.y, moved: new Set(), by: 0 }
  // An edge that goes back has no "between": what it leads to stands before what it leaves.
  if (!from || !to || to.x < from.x + from.width) return below(area, others, new Set(), 0)
  const x = snapped(Math.max(area.x, from.x + from.width + GAP))
  const by = Math.max(0, snapped(x + area.width + GAP - to.x))
  const moved = by === 0 ? new Set<string>() : givingWay(downstreamOf({ edges }, new Set([target])), x, by, others)
  return below({ ...area, x }, others, moved, by)
}

export interface GrowthInput {
  /** The one that becomes wider, and by how much. */
  readonly id: string
  readonly growth: number
  /** All that stand beside it, and itself as it is, without notes. */
  readonly others: ReadonlyMap<string, Area>
  readonly edges: Edge[]
}

/** Who gives way to a container that becomes wider: what follows it, by as much as the nearest in its way must. */
export function roomForGrowth({ id, growth, others, edges }: GrowthInput): Pick<Room, 'moved' | 'by'> {
  const own = others.get(id)
  if (!own || growth <= 0) return NOBODY
  const right = own.x + own.width
  const way = { ...own, x: right, width: growth + GAP }
  const inWay = [...others].filter(([, other]) => other.x >= right && meet(other, way))
  // A neighbour that stood nearer keeps its distance.
  const by = Math.max(0, ...inWay.map(([, other]) => growth - Math.max(0, other.x - right - GAP)))
  if (by === 0) return NOBODY
  const following = downstreamOf({ edges }, new Set([id]))
  const near = inWay.map(([other]) => other)
  const later = [...following].filter((other) => other !== id && (others.get(other)?.x ?? 0) >= right)
  return { moved: pushedOn(new Set([...near, ...later]), snapped(by), others), by: snapped(by) }
}

const NOBODY: Pick<Room, 'moved' | 'by'> = { moved: new Set(), by: 0 }

/** What follows, and what that would come to lie on. */
function givingWay(
  following: ReadonlySet<string>,
  from: number,
  by: number,
  others: ReadonlyMap<string, Area>,
): ReadonlySet<string> {
  const later = [...following].filter((id) => (others.get(id)?.x ?? Number.NEGATIVE_INFINITY) >= from - by)
  return pushedOn(new Set(later), by, others)
}

/** Those, and what they would come to lie on. */
function pushedOn(pushed: ReadonlySet<string>, by: number, others: ReadonlyMap<string, Area>): ReadonlySet<string> {
  const moved = new Set(pushed)
  const open = [...moved]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const before = others.get(id)
    if (!before) continue
    const after = { ...before, x: before.x + by }
    for (const [other, area] of others) {
      if (moved.has(other) || !meet(after, area) || meet(before, area)) continue
      moved.add(other)
      open.push(other)
    }
  }
  return moved
}

/** There, or lower down where somebody stands there who does not give way. */
function below(area: Area, others: ReadonlyMap<string, Area>, moved: ReadonlySet<string>, by: number): Room {
  const standing = [...others].map(([id, other]) => (moved.has(id) ? { ...other, x: other.x + by } : other))
  let y = area.y
  while (coversAnother({ ...area, y }, standing)) y += SNAP_DOWN
  return { x: area.x, y, moved, by }
}
