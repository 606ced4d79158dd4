import type { Problem } from '#shared/workflow/problem.ts'
import { sentenceOf } from '../../parts/problem-words.ts'
import { MendButton } from '../fields/mend-button.tsx'

/** As many as the list of problems offers. */
const MOST_FIXES = 2

/** Above a form: the problems of all that it is about, which have no field to stand below. */
export function ProblemCallouts({ problems }: { readonly problems: readonly Problem[] }) {
  return problems
    .filter(({ field }) => field === undefined)
    .map((problem) => (
      <div
        key={problem.message}
        className={problem.severity === 'error' ? 'callout fail form-callout' : 'callout form-callout'}
      >
        <p>{sentenceOf(problem)}</p>
        {problem.fixes && problem.fixes.length > 0 && (
          <span className="form-callout-fixes">
            {problem.fixes.slice(0, MOST_FIXES).map((fix) => (
              <MendButton key={fix.label} fix={fix} />
            ))}
          </span>
        )}
      </div>
    ))
}
