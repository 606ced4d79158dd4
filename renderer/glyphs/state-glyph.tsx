/** The state marks: one shape for each state, so the screen reads in greyscale. Used for states and nothing else. */
import type { ReactElement } from 'react'
import './state-glyph.css'

export type GlyphState =
  | 'idle'
  | 'waiting'
  | 'queued'
  | 'running'
  | 'streaming'
  | 'needs-approval'
  | 'needs-answer'
  | 'retrying'
  | 'done'
  | 'failed'
  | 'skipped'
  | 'interrupted'
  | 'compensated'
  | 'disabled'
  | 'pinned'

export interface StateGlyphProps {
  readonly state: GlyphState
  /** 14 on nodes, 12 in lists, 10 zoomed out. */
  readonly size?: number
  /** Said by a screen reader; without it the glyph is decoration beside words that say the same. */
  readonly label?: string
}

export function StateGlyph({ state, size = 14, label }: StateGlyphProps) {
  const shape = SHAPES[state]
  if (!shape) return null
  const mark = (
    <svg
      className={`state-glyph ${state}`}
      width={size}
      height={size}
      viewBox="0 0 14 14"
      fill="none"
      aria-hidden="true"
    >
      {shape}
    </svg>
  )
  if (label === undefined) return mark
  return (
    <span className="state-mark" role="img" aria-label={label}>
      {mark}
    </span>
  )
}

const diamond = (
  <path
    className="solid"
    d="M7 .6a1.2 1.2 0 0 1 .85.35l5.2 5.2a1.2 1.2 0 0 1 0 1.7l-5.2 5.2a1.2 1.2 0 0 1-1.7 0l-5.2-5.2a1.2 1.2 0 0 1 0-1.7l5.2-5.2A1.2 1.2 0 0 1 7 .6Z"
  />
)
const track = <circle className="track" cx="7" cy="7" r="5.5" strokeWidth="1.75" />
/** A dash of a quarter of the circle, so that it can also go round by where the dash begins. */
const arc = <circle className="stroke arc" cx="7" cy="7" r="5.5" strokeWidth="1.75" />

const SHAPES: Readonly<Record<GlyphState, ReactElement | null>> = {
  idle: null,
  waiting: (
    <circle
      className="stroke"
      cx="7"
      cy="7"
      r="5.5"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeDasharray="0.1 4.22"
    />
  ),
  queued: <circle className="stroke" cx="7" cy="7" r="5.5" strokeWidth="1.75" />,
  running: (
    <>
      {track}
      {arc}
    </>
  ),
  streaming: (
    <>
      {track}
      {arc}
      <circle className="solid" cx="7" cy="7" r="2.25" />
    </>
  ),
  'needs-approval': (
    <>
      {diamond}
      <path className="cut-out" d="M7 3.9v3.5" strokeWidth="1.6" />
      <circle className="dot" cx="7" cy="9.9" r="0.95" />
    </>
  ),
  'needs-answer': (
    <>
      {diamond}
      <path className="cut-out" d="M5.6 5.5a1.45 1.45 0 1 1 2.2 1.25c-.55.34-.8.6-.8 1.15" strokeWidth="1.35" />
      <circle className="dot" cx="7" cy="10" r="0.85" />
    </>
  ),
  retrying: (
    <>
      <path className="stroke" d="M12.2 7.6A5.25 5.25 0 1 1 10.6 3.2l1.5 1.4" strokeWidth="1.6" />
      <path className="stroke" d="M12.3 1.7v3h-3" strokeWidth="1.6" />
    </>
  ),
  done: (
    <>
      <circle className="solid" cx="7" cy="7" r="6.25" />
      <path className="cut-out" d="m4.2 7.3 1.9 1.9 3.7-4.1" strokeWidth="1.6" />
    </>
  ),
  failed: (
    <>
      <path
        className="solid"
        d="M4.6.9h4.8a.9.9 0 0 1 .64.26l2.8 2.8a.9.9 0 0 1 .26.64v4.8a.9.9 0 0 1-.26.64l-2.8 2.8a.9.9 0 0 1-.64.26H4.6a.9.9 0 0 1-.64-.26l-2.8-2.8A.9.9 0 0 1 .9 9.4V4.6a.9.9 0 0 1 .26-.64l2.8-2.8A.9.9 0 0 1 4.6.9Z"
      />
      <path className="cut-out" d="m4.9 4.9 4.2 4.2m0-4.2L4.9 9.1" strokeWidth="1.6" />
    </>
  ),
  skipped: <path className="stroke" d="m2.6 3.4 3.6 3.6-3.6 3.6m5-7.2L11.2 7l-3.6 3.6" strokeWidth="1.5" />,
  interrupted: (
    <>
      <rect className="stroke" x="1.4" y="1.4" width="11.2" height="11.2" rx="2" strokeWidth="1.5" />
      <rect className="solid" x="4.6" y="4.6" width="4.8" height="4.8" rx="0.8" />
    </>
  ),
  compensated: (
    <>
      <path className="stroke" d="M4.6 2 1.8 4.8l2.8 2.8" strokeWidth="1.6" />
      <path className="stroke" d="M2 4.8h6.6a3.4 3.4 0 0 1 0 6.8H6" strokeWidth="1.6" />
    </>
  ),
  disabled: (
    <>
      <circle className="stroke" cx="7" cy="7" r="5.5" strokeWidth="1.5" />
      <path className="stroke" d="m3.2 10.8 7.6-7.6" strokeWidth="1.5" />
    </>
  ),
  pinned: (
    <path className="stroke" d="M7 9.2v3.6M4.9 1.5h4.2M5.4 1.6v3.2L3.6 7.4v1.7h6.8V7.4L8.6 4.8V1.6" strokeWidth="1.4" />
  ),
}
