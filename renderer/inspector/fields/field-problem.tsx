import type { Problem } from '#shared/workflow/problem.ts'
import { mend } from '../../canvas/mend.ts'
import { sentenceOf } from '../../parts/problem-words.ts'
import { shownTab } from '../../state/view.ts'

/** Below a field: what is wrong with it, and a button for what can be mended. */
export function FieldProblem({ problem }: { readonly problem: Problem }) {
  const fix = problem.fixes?.[0]
  return (
    <div className="field-problem">
      <p className={problem.severity === 'error' ? 'wrong' : 'warned'}>{sentenceOf(problem)}</p>
      {fix && (
        <button type="button" className="button small" onClick={() => mend(shownTab()?.ref ?? '', fix)}>
          {fix.label}
        </button>
      )}
    </div>
  )
}
