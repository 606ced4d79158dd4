import { Pause, Undo2 } from 'lucide-react'
import { heldIn, isHeld } from '../state/run-facts.ts'
import { titleOf } from '../state/run-title.ts'
import { useRun } from '../state/runs.ts'
import './paused-line.css'

/** Above the canvas of a run that stands still, or that is being undone: why, and what is held. */
export function PausedLine({ runId }: { readonly runId: string }) {
  const run = useRun(runId)
  if (!run || run.loading) return null
  const status = run.state.status
  if (status === 'compensating') {
    return (
      <p className="paused-line" role="status">
        <Undo2 size={14} aria-hidden="true" />
        What this run did is being undone, latest first.
      </p>
    )
  }
  if (status !== 'paused') return null
  const held = heldIn(run.state)
  const [first] = held
  const at = run.state.paused?.nodeId
  const where = at === undefined ? 'Paused.' : `Paused at the breakpoint of ${titleOf(run, at)}.`
  const what =
    first === undefined
      ? 'What runs goes on; nothing new starts.'
      : held.length > 1
        ? `${held.length} nodes are held.`
        : first.nodeId === at
          ? ''
          : // Of a container that has begun, what stands still is what is inside of it.
            `${isHeld(first) ? '' : 'The next item of '}${titleOf(run, first.nodeId)} is held.`
  return (
    <div className="paused-line" role="status">
      <Pause size={14} aria-hidden="true" />
      <span className="cut">
        <b>{where}</b> {what}
      </span>
    </div>
  )
}
