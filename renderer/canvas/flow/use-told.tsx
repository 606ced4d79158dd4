import { type ReactNode, type RefObject, useCallback, useEffect, useState } from 'react'

const TOLD_MS = 8_000 // Two lines, read by who reads slowly.
const WIDTH = 300
const BESIDE = 14
const EDGE = 8

export interface ScreenPoint {
  readonly x: number
  readonly y: number
}

export type Tell = (sentence: string, at?: ScreenPoint) => void

/** A sentence where the pointer is, or at the lower edge: why something came to nothing, or what it became. */
export function useTold(frame: RefObject<HTMLDivElement | null>): readonly [ReactNode, Tell] {
  const [told, setTold] = useState<{ readonly sentence: string; readonly at: ScreenPoint | undefined } | null>(null)
  const tell = useCallback<Tell>((sentence, at) => setTold({ sentence, at: at && inFrame(at, frame.current) }), [frame])
  useEffect(() => {
    if (told === null) return
    const end = () => setTold(null)
    const timer = setTimeout(end, TOLD_MS)
    // Where it points to is elsewhere once the view moves, and whoever goes on has read it.
    const hears = ['pointerdown', 'wheel', 'keydown'] as const
    for (const kind of hears) window.addEventListener(kind, end, { capture: true, passive: true })
    return () => {
      clearTimeout(timer)
      for (const kind of hears) window.removeEventListener(kind, end, { capture: true })
    }
  }, [told])
  // The region is there before it speaks: a screen reader says only what changes in it.
  const style = told?.at && { left: told.at.x, top: told.at.y }
  const line = (
    <div role="status">
      {told && (
        <p className={style ? 'canvas-told beside' : 'canvas-told'} style={style}>
          {told.sentence}
        </p>
      )}
    </div>
  )
  return [line, tell]
}

function inFrame(point: ScreenPoint, frame: HTMLElement | null): ScreenPoint {
  const bounds = frame?.getBoundingClientRect()
  if (!bounds) return point
  const x = Math.min(point.x - bounds.left + BESIDE, bounds.width - WIDTH - EDGE)
  const y = Math.min(point.y - bounds.top + BESIDE, bounds.height - 64)
  return { x: Math.max(EDGE, x), y: Math.max(EDGE, y) }
}
