import type { WorkflowNode } from '#shared/workflow/workflow.ts'
import { attemptText } from '../../canvas/model/face.ts'
import { describeNodeState } from '../../glyphs/describe-node-state.ts'
import { StateGlyph } from '../../glyphs/state-glyph.tsx'
import { itemNameIn } from '../../state/run-title.ts'
import { useNodeState, useRun } from '../../state/runs.ts'
import { useShownPath } from '../../state/shown-path.ts'
import { useShownExecution } from './shown-execution.ts'

interface NodeStateWordsProps {
  readonly runId: string
  readonly nodeId: string
  /** What stands below is about the time that a person chose. */
  readonly ofShownTime: boolean
}

/** The node's mark and what it means, in the head of the inspector. */
export function NodeStateWords({ runId, nodeId, ofShownTime }: NodeStateWordsProps) {
  const run = useRun(runId)
  const path = useShownPath(runId, nodeId)
  const latest = useNodeState(runId, nodeId, path)
  const shown = useShownExecution(runId, nodeId, path)
  const node = ofShownTime ? shown : latest
  const { glyph, word, tone } = describeNodeState(node, run?.state)
  return (
    <span className={`state-words tone-${tone}`}>
      <StateGlyph state={glyph} />
      {word}
    </span>
  )
}

/** `attempt 1 of 3`, beside the tabs. */
export function AttemptWords({ runId, node }: { readonly runId: string; readonly node: WorkflowNode }) {
  const run = useRun(runId)
  const path = useShownPath(runId, node.id)
  const state = useShownExecution(runId, node.id, path)
  const attempts = node.retry?.attempts
  if (!state) return null
  const item = run ? itemNameIn(run, path) : ''
  const words = [
    ...(item === '' ? [] : [item]),
    ...(attempts === undefined && state.attempt === 1 ? [] : [attemptText(state.attempt, attempts).toLowerCase()]),
    ...(state.loop.iteration === 0 ? [] : [`pass ${state.loop.iteration + 1}`]),
  ]
  return words.length === 0 ? null : <span className="tab-aside">{words.join(', ')}</span>
}
