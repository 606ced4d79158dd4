/** What is drawn while something is dragged: the lines it falls onto, and where copies of it would stand. */
import { ViewportPortal } from '@xyflow/react'
import { create } from 'zustand'
import type { Area } from '../model/covers.ts'
import type { Guide } from '../model/guides.ts'
import './drag-marks.css'

interface DragMarks {
  readonly guides: readonly Guide[]
  /** On the canvas. */
  readonly copies: readonly Area[]
}

const NONE: DragMarks = { guides: [], copies: [] }

/** Null while nothing is dragged. */
const useMarks = create<{ readonly marks: DragMarks | null }>(() => ({ marks: null }))

export const showMarks = (marks: Partial<DragMarks>): void => {
  const before = useMarks.getState().marks
  if (before && !marks.copies && marks.guides?.length === 0 && before.guides.length === 0) return
  useMarks.setState({ marks: { ...NONE, ...marks } })
}

export const useIsDragged = (): boolean => useMarks(({ marks }) => marks !== null)

export const hideMarks = (): void => useMarks.setState({ marks: null })

const BEYOND = 6

/**
 * The same two paths as long as something is dragged. With each element that comes or goes the browser sorts all that is painted
 * anew, and lines come and go with nearly every move.
 */
export function DragMarksView() {
  const { marks } = useMarks()
  if (!marks) return null
  const { guides, copies } = marks
  const pathsOf = (gaps: boolean) =>
    guides
      .filter(({ gap = false }) => gap === gaps)
      .map(pathOf)
      .join('')
  return (
    <ViewportPortal>
      <svg className="drag-marks" aria-hidden="true">
        <path d={pathsOf(false)} />
        <path className="gap" d={pathsOf(true)} />
        {copies.map(({ x, y, width, height }) => (
          <rect key={`${x} ${y}`} x={x} y={y} width={width} height={height} rx={8} />
        ))}
      </svg>
    </ViewportPortal>
  )
}

/** A line a little longer than what stands on it; a gap as a bar between two ends. */
function pathOf({ axis, at, from, to, gap }: Guide): string {
  const point = (along: number, across: number) => (axis === 'x' ? `${across},${along}` : `${along},${across}`)
  const line = (start: number, end: number) => `M${point(start, at)}L${point(end, at)}`
  if (!gap) return line(from - BEYOND, to + BEYOND)
  const stop = (along: number) => `M${point(along, at - 3)}L${point(along, at + 3)}`
  return line(from, to) + stop(from) + stop(to)
}
