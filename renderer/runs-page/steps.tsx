import type { StepStatus } from '#shared/ipc/views/run-views.ts'

const KEPT_STEPS = 24

/** One small square a step, each state with a shape of its own. */
export function Steps({ steps, over }: { readonly steps: readonly StepStatus[]; readonly over: boolean }) {
  const shown = steps.slice(0, KEPT_STEPS)
  return (
    <span className="steps" role="img" aria-label={wordsOf(steps)}>
      {shown.map((status, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: steps are in order of their first activation and only grow at the end
        <Square key={index} status={over && ACTING.has(status) ? 'interrupted' : status} />
      ))}
      {steps.length > shown.length && <span className="hint tabular">+{steps.length - shown.length}</span>}
    </span>
  )
}

const ACTING: ReadonlySet<StepStatus> = new Set(['queued', 'running', 'streaming', 'awaiting', 'waiting', 'retrying'])

function Square({ status }: { readonly status: StepStatus }) {
  return (
    <svg className={`step ${status}`} width="9" height="9" viewBox="0 0 9 9" fill="none" aria-hidden="true">
      {shapeOf(status)}
    </svg>
  )
}

function shapeOf(status: StepStatus) {
  switch (status) {
    case 'completed':
      return <rect className="solid" x="0.5" y="0.5" width="8" height="8" rx="1.5" />
    case 'running':
    case 'streaming':
      return (
        <>
          <rect className="stroke" x="1" y="1" width="7" height="7" rx="1.5" />
          <path className="solid" d="M1 1h3.5v7H1z" />
        </>
      )
    case 'awaiting':
      return <path className="solid" d="m4.5 0 4.5 4.5L4.5 9 0 4.5Z" />
    case 'retrying':
      return <circle className="stroke" cx="4.5" cy="4.5" r="3.5" strokeDasharray="16 6" />
    case 'failed':
    case 'not-undone':
      return (
        <>
          <rect className="solid" x="0.5" y="0.5" width="8" height="8" rx="1.5" />
          <path className="cut-out" d="m2.8 2.8 3.4 3.4m0-3.4L2.8 6.2" />
        </>
      )
    case 'skipped':
      return <rect className="stroke" x="1" y="1" width="7" height="7" rx="1.5" strokeDasharray="1.6 1.6" />
    case 'interrupted':
      return (
        <>
          <rect className="stroke" x="1" y="1" width="7" height="7" rx="1.5" />
          <rect className="solid" x="3" y="3" width="3" height="3" />
        </>
      )
    case 'undone':
      return <path className="stroke" d="M3.2 1 1.2 3l2 2M1.4 3h4.2a2.2 2.2 0 0 1 0 4.4H3.6" strokeWidth="1.3" />
    case 'queued':
    case 'waiting':
      return <rect className="stroke" x="1" y="1" width="7" height="7" rx="1.5" />
  }
}

function wordsOf(steps: readonly StepStatus[]): string {
  const counts = new Map<StepStatus, number>()
  for (const status of steps) counts.set(status, (counts.get(status) ?? 0) + 1)
  return [...counts].map(([status, count]) => `${count} ${status.replace('-', ' ')}`).join(', ') || 'no step yet'
}
