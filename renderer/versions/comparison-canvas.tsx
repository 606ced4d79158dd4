import { ReactFlowProvider } from '@xyflow/react'
import { useMemo } from 'react'
import { DiffMarksContext } from '../canvas/diff-marks.ts'
import { Graph } from '../canvas/flow/graph.tsx'
import { useKinds } from '../state/kinds.ts'
import { bothVersions, marksOf } from './both-versions.ts'
import { type Comparison, useCompared } from './comparison.ts'
import '@xyflow/react/dist/base.css'
import '../canvas/canvas.css'
import '../canvas/diff-marks.css'

/** Two versions on one canvas, to look at: what came, went, changed and moved has a mark. */
export function ComparisonCanvas({ comparison }: { readonly comparison: Comparison }) {
  const { from, to, diff } = useCompared(comparison)
  const loaded = useKinds((kinds) => kinds.catalog.size > 0)
  const drawn = useMemo(
    () => (from && to && diff ? { workflow: bothVersions(from, to, diff), marks: marksOf(from, to, diff) } : undefined),
    [from, to, diff],
  )
  if (!drawn || !loaded) return <div className="canvas" />
  return (
    <div className="canvas">
      <DiffMarksContext value={drawn.marks}>
        <ReactFlowProvider key={comparison.ref}>
          <Graph documentRef={comparison.ref} workflow={drawn.workflow} runId={null} editable={false} />
        </ReactFlowProvider>
      </DiffMarksContext>
    </div>
  )
}
