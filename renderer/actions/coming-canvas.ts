/** The canvas of a command that was opened a moment ago: what is done right after that means it, and it is not drawn yet. */
import { nextCanvas } from '../canvas/canvas-commands.ts'
import { useDocuments } from '../state/document/store.ts'
import { runNow } from '../state/runs.ts'
import { until } from '../state/until.ts'
import { shownTab } from '../state/view.ts'
import { comparisonNow } from '../versions/comparison.ts'
import { shownCanvas } from './canvas-actions.ts'
import { isBeingRead, shownDocument } from './shown-document.ts'

/** Nobody means any more what they did before that. */
const MEANT_MS = 10_000

export const isCanvasComing = (): boolean =>
  !shownCanvas() &&
  (isBeingRead() || shownDocument()?.workflow !== undefined) &&
  comparisonNow()?.ref !== shownTab()?.ref &&
  !isRemovedRun()

/** A page stands in the place of its canvas. */
function isRemovedRun(): boolean {
  const { mode, runId } = shownTab() ?? {}
  return mode === 'run' && runId != null && runNow(runId).removed !== undefined
}

/** Resolves whether the command that is in front now still is once its canvas is drawn, or cannot be. */
export async function canvasHasCome(): Promise<boolean> {
  const [ref, begun] = [shownTab()?.ref, performance.now()]
  await until(useDocuments, () => !isBeingRead())
  if (isCanvasComing()) await nextCanvas()
  return shownTab()?.ref === ref && performance.now() - begun < MEANT_MS
}
