import type { NodeState } from '#shared/state/run-state.ts'
import { describeNodeState, type Tone } from '../glyphs/describe-node-state.ts'
import type { RunView } from '../state/followed-runs.ts'
import { stepCount } from '../state/run-title.ts'

const TONES: readonly Tone[] = ['done', 'run', 'again', 'you', 'fail']

/** `3 of 8 steps`, `8 of 8 steps, 2 undone`, and how they stand. */
export function StepBar({ run }: { readonly run: RunView }) {
  const nodes = [...run.state.nodes.values()].filter((node) => node.path === '')
  const total = Math.max(stepCount(run.workflow), nodes.length)
  const over = nodes.filter(isOver).length
  const undone = nodes.filter(isUndone).length
  const skipped = nodes.filter(({ status }) => status === 'skipped').length
  if (total === 0) return null
  return (
    <span className="step-bar">
      <span className="meta tabular">
        {over} of {total} steps{undone > 0 && `, ${undone} undone`}
      </span>
      <span className="step-track" aria-hidden="true">
        {TONES.map((tone) => {
          // What is skipped takes no part of the bar: at the end it is full.
          const count = nodes.filter((node) => describeNodeState(node, run.state).tone === tone).length
          return (
            count > 0 && <span key={tone} className={tone} style={{ width: `${(count / (total - skipped)) * 100}%` }} />
          )
        })}
      </span>
    </span>
  )
}

function isOver({ status }: NodeState): boolean {
  return status === 'completed' || status === 'failed' || status === 'skipped' || status === 'interrupted'
}

/** What could not be undone still stands. */
const isUndone = ({ compensatedBy, compensationError }: NodeState): boolean =>
  compensatedBy !== undefined && compensationError === undefined
