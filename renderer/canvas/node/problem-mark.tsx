import type { Problem } from '#shared/workflow/problem.ts'
import './problem-mark.css'

/** An octagon for an error, a triangle for a warning, a plain disc for a hint. */
export function ProblemMark({
  severity,
  size = 15,
}: {
  readonly severity: Problem['severity']
  readonly size?: number
}) {
  const error = severity === 'error'
  return (
    <svg className={`problem-mark ${severity}`} width={size} height={size} viewBox="0 0 15 15" aria-hidden="true">
      <path className="solid" d={SHAPES[severity]} />
      <path className="cut-out" d={error ? 'M7.5 4v4' : 'M7.5 5.4v3.2'} strokeWidth="1.6" strokeLinecap="round" />
      <circle className="dot" cx="7.5" cy={error ? 10.8 : 11.1} r="1" />
    </svg>
  )
}

const OCTAGON =
  'M5 .75h5a1 1 0 0 1 .7.3l3.25 3.25a1 1 0 0 1 .3.7v5a1 1 0 0 1-.3.7l-3.25 3.25a1 1 0 0 1-.7.3H5a1 1 0 0 1-.7-.3L1.05 10.7a1 1 0 0 1-.3-.7V5a1 1 0 0 1 .3-.7L4.3 1.05A1 1 0 0 1 5 .75Z'
const DISC = 'M7.5 1.5a6 6 0 1 1 0 12a6 6 0 1 1 0-12Z'
const TRIANGLE = 'M6.6 1.4a1.05 1.05 0 0 1 1.8 0l5.9 10.4a1.05 1.05 0 0 1-.9 1.6H1.6a1.05 1.05 0 0 1-.9-1.6Z'
const SHAPES: Readonly<Record<Problem['severity'], string>> = { error: OCTAGON, warning: TRIANGLE, hint: DISC }
