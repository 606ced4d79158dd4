/**
 * Lines that what is dragged falls onto: the edges and middles of what stands around it, and gaps as wide as those beside it.
 * What stands around is sorted once when the drag begins, so a move of the pointer looks at a few neighbours only.
 */
import type { Area } from './covers.ts'

/** A line on the canvas: upright at `at` where `axis` is x. */
export interface Guide {
  readonly axis: 'x' | 'y'
  readonly at: number
  readonly from: number
  readonly to: number
  /** Measures a gap, along the other axis. */
  readonly gap?: boolean
}

export interface Fall {
  readonly dx: number
  readonly dy: number
  readonly guides: readonly Guide[]
}

interface Line {
  readonly at: number
  readonly area: Area
  readonly middle: boolean
}

type Axis = 'x' | 'y'

/** `reach` is how far from a line something still falls onto it, px of the canvas. */
export function guideFinder(others: readonly Area[]): (moving: Area, reach: number) => Fall {
  const lines = { x: linesOf(others, 'x'), y: linesOf(others, 'y') }
  return (moving, reach) => {
    const dx = shiftOf(lines.x, others, moving, 'x', reach)
    const dy = shiftOf(lines.y, others, moving, 'y', reach)
    const fallen = { ...moving, x: moving.x + (dx ?? 0), y: moving.y + (dy ?? 0) }
    const guides = [
      ...(dx === undefined ? [] : guidesOf(lines.x, others, fallen, 'x')),
      ...(dy === undefined ? [] : guidesOf(lines.y, others, fallen, 'y')),
    ]
    return { dx: dx ?? 0, dy: dy ?? 0, guides }
  }
}

const start = (area: Area, axis: Axis) => area[axis]
const length = (area: Area, axis: Axis) => (axis === 'x' ? area.width : area.height)
const end = (area: Area, axis: Axis) => start(area, axis) + length(area, axis)
const crossing = (axis: Axis): Axis => (axis === 'x' ? 'y' : 'x')

function edgesOf(area: Area, axis: Axis): readonly Line[] {
  const [from, to] = [start(area, axis), end(area, axis)]
  return [
    { at: from, area, middle: false },
    { at: (from + to) / 2, area, middle: true },
    { at: to, area, middle: false },
  ]
}

const linesOf = (areas: readonly Area[], axis: Axis): readonly Line[] =>
  areas.flatMap((area) => edgesOf(area, axis)).sort((a, b) => a.at - b.at)

/** The lines between two values, found by halving. */
function between(lines: readonly Line[], from: number, to: number): readonly Line[] {
  let [low, high] = [0, lines.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((lines[middle]?.at ?? 0) < from) low = middle + 1
    else high = middle
  }
  let last = low
  while (last < lines.length && (lines[last]?.at ?? 0) <= to) last += 1
  return lines.slice(low, last)
}

function shiftOf(
  lines: readonly Line[],
  others: readonly Area[],
  moving: Area,
  axis: Axis,
  reach: number,
): number | undefined {
  const shifts = edgesOf(moving, axis).flatMap((own) =>
    between(lines, own.at - reach, own.at + reach).flatMap((line) =>
      line.middle === own.middle ? [line.at - own.at] : [],
    ),
  )
  for (const at of evenPlaces(others, moving, axis)) {
    const shift = at - start(moving, axis)
    if (Math.abs(shift) <= reach) shifts.push(shift)
  }
  return shifts.length === 0 ? undefined : shifts.reduce((a, b) => (Math.abs(b) < Math.abs(a) ? b : a))
}

interface Row {
  /** Before it and after it in its row, nearest first. */
  readonly before: readonly Area[]
  readonly after: readonly Area[]
}

function rowOf(others: readonly Area[], moving: Area, axis: Axis): Row {
  const across = crossing(axis)
  const row = others.filter(
    (area) => start(area, across) < end(moving, across) && end(area, across) > start(moving, across),
  )
  const middle = (area: Area) => start(area, axis) + length(area, axis) / 2
  const before = row.filter((area) => middle(area) < middle(moving)).sort((a, b) => end(b, axis) - end(a, axis))
  const after = row.filter((area) => middle(area) > middle(moving)).sort((a, b) => start(a, axis) - start(b, axis))
  return { before: before.slice(0, 2), after: after.slice(0, 2) }
}

/** Where it would have equal gaps on both sides, or a gap as wide as the one next to it. */
function evenPlaces(others: readonly Area[], moving: Area, axis: Axis): readonly number[] {
  const { before, after } = rowOf(others, moving, axis)
  const [left, further] = before
  const [right, beyond] = after
  const own = length(moving, axis)
  const places: number[] = []
  if (left && right) places.push((end(left, axis) + start(right, axis) - own) / 2)
  if (left && further) places.push(end(left, axis) + gapOf(further, left, axis))
  if (right && beyond) places.push(start(right, axis) - gapOf(right, beyond, axis) - own)
  return places.filter(Number.isInteger)
}

const gapOf = (first: Area, second: Area, axis: Axis): number => start(second, axis) - end(first, axis)

function guidesOf(lines: readonly Line[], others: readonly Area[], fallen: Area, axis: Axis): readonly Guide[] {
  const across = crossing(axis)
  const guides = edgesOf(fallen, axis).flatMap((own): Guide[] => {
    const met = between(lines, own.at - 0.5, own.at + 0.5).filter((line) => line.middle === own.middle)
    if (met.length === 0) return []
    const areas = [fallen, ...met.map(({ area }) => area)]
    return [
      {
        axis,
        at: own.at,
        from: Math.min(...areas.map((area) => start(area, across))),
        to: Math.max(...areas.map((area) => end(area, across))),
      },
    ]
  })
  return [...guides, ...gapGuides(others, fallen, axis)]
}

/** The gaps beside it that are equal, as lines along the row. */
function gapGuides(others: readonly Area[], fallen: Area, axis: Axis): readonly Guide[] {
  const { before, after } = rowOf(others, fallen, axis)
  const row = [...before.toReversed(), fallen, ...after]
  const at = start(fallen, crossing(axis)) + length(fallen, crossing(axis)) / 2
  const gaps = row.slice(1).flatMap((area, index) => {
    const previous = row[index]
    return previous
      ? [{ from: end(previous, axis), to: start(area, axis), own: area === fallen || previous === fallen }]
      : []
  })
  const own = gaps.filter((gap) => gap.own).map((gap) => gap.to - gap.from)
  const even = gaps.filter((gap) => gap.to > gap.from && own.includes(gap.to - gap.from))
  const equal = even.filter((gap) => even.some((other) => other !== gap && other.to - other.from === gap.to - gap.from))
  return equal.map(({ from, to }) => ({ axis: crossing(axis), at, from, to, gap: true }))
}
