import type { Problem } from '#shared/workflow/problem.ts'
import { sentenceOf } from '../../parts/problem-words.ts'
import { MendButton } from './mend-button.tsx'

/** Below a field: what is wrong with it, and a button for what can be mended. */
export function FieldProblem({ problem }: { readonly problem: Problem }) {
  const fix = problem.fixes?.[0]
  return (
    <div className="field-problem">
      <p className={problem.severity === 'error' ? 'wrong' : 'warned'}>{sentenceOf(problem)}</p>
      {fix && <MendButton fix={fix} />}
    </div>
  )
}
