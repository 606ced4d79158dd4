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

const useMarks = create<DragMarks>(() => NONE)

export const showMarks = (marks: Partial<DragMarks>): void => useMarks.setState({ ...NONE, ...marks })

export function hideMarks(): void {
  if (useMarks.getState() !== NONE) useMarks.setState(NONE, true)
}

const BEYOND = 6

export function DragMarksView() {
  const { guides, copies } = useMarks()
  if (guides.length === 0 && copies.length === 0) return null
  return (
    <ViewportPortal>
      <svg className="drag-marks" aria-hidden="true">
        {guides.map((guide) => (
          <path
            key={`${guide.axis} ${guide.at} ${guide.from} ${guide.gap}`}
            className={guide.gap ? 'gap' : undefined}
            d={pathOf(guide)}
          />
        ))}
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
