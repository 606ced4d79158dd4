import { useEffect, useRef, useState } from 'react'
import { changeDocument } from '../../state/documents.ts'
import { useCanvas } from '../canvas-context.ts'
import { setLoopMax } from '../edit/connect.ts'

const MOST_PASSES = 10_000

export interface LoopLabelProps {
  readonly index: number
  readonly max: number
  readonly x: number
  readonly y: number
  readonly selected: boolean
}

/** `again, max 3`: while editing, a click on it changes the limit. */
export function LoopLabel({ index, max, x, y, selected }: LoopLabelProps) {
  const { editable, documentRef } = useCanvas()
  const [typing, setTyping] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  // The person asked for the field a moment ago, so it takes the caret.
  useEffect(() => {
    if (typing) field.current?.select()
  }, [typing])
  const keep = (text: string) => {
    setTyping(false)
    const next = Math.round(Number(text))
    if (next >= 1 && next <= MOST_PASSES && next !== max)
      changeDocument(documentRef, (workflow) => setLoopMax(workflow, index, next))
  }
  const place = { transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }
  if (!editable) {
    return (
      <span className="loop-label" style={place}>
        again, max {max}
      </span>
    )
  }
  if (!typing) {
    return (
      <button
        type="button"
        className={`loop-label nodrag nopan ${selected ? 'selected' : ''}`}
        style={place}
        onClick={() => setTyping(true)}
      >
        again, max {max}
      </button>
    )
  }
  return (
    <span className="loop-label nodrag nopan" style={place}>
      again, max
      <input
        ref={field}
        aria-label="Most times that it goes back"
        inputMode="numeric"
        data-taken="left"
        defaultValue={max}
        onBlur={(event) => keep(event.target.value)}
        onKeyDown={(event) => {
          // Save and Run are the window's, also here.
          if (!event.ctrlKey && !event.metaKey) event.stopPropagation()
          if (event.key === 'Enter') keep(event.currentTarget.value)
          if (event.key === 'Escape') setTyping(false)
        }}
      />
    </span>
  )
}
