import type { MouseEvent } from 'react'
import type { Fix } from '#shared/workflow/fix.ts'
import type { Problem } from '#shared/workflow/problem.ts'
import { mend } from '../../canvas/mend.ts'
import { sentenceOf } from '../../parts/problem-words.ts'
import { shownTab } from '../../state/view.ts'
import { CONTROL } from './use-asked-control.ts'

/** Below a field: what is wrong with it, and a button for what can be mended. */
export function FieldProblem({ problem }: { readonly problem: Problem }) {
  const fix = problem.fixes?.[0]
  // The button goes with its problem; the focus stays at the field that it was about.
  const press = ({ currentTarget }: MouseEvent<HTMLElement>, chosen: Fix) => {
    const field = currentTarget.closest('.form-field')
    const form = currentTarget.closest('form')
    if (!mend(shownTab()?.ref ?? '', chosen)) return
    requestAnimationFrame(() => (field?.isConnected ? field : form)?.querySelector<HTMLElement>(CONTROL)?.focus())
  }
  return (
    <div className="field-problem">
      <p className={problem.severity === 'error' ? 'wrong' : 'warned'}>{sentenceOf(problem)}</p>
      {fix && (
        <button type="button" className="button small" onClick={(event) => press(event, fix)}>
          {fix.label}
        </button>
      )}
    </div>
  )
}
