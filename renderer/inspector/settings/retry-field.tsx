import type { Problem } from '#shared/workflow/problem.ts'
import type { Retry } from '#shared/workflow/workflow.ts'
import { FieldFrame } from '../fields/field-frame.tsx'

export interface RetryFieldProps {
  readonly retry: Retry | undefined
  readonly problems: readonly Problem[]
  onRetry(retry: Retry | undefined): void
}

/** `3 ×` and `1s then doubled`, as they stand in the file. */
export function RetryField({ retry, problems, onRetry }: RetryFieldProps) {
  const set = (part: Partial<Retry>) => {
    const next = Object.fromEntries(Object.entries({ ...retry, ...part }).filter(([, value]) => value !== undefined))
    onRetry(Object.keys(next).length === 0 ? undefined : next)
  }
  const attempts = (text: string): number | undefined => {
    const count = Math.round(Number(text))
    return text.trim() === '' || !Number.isFinite(count) || count < 1 ? undefined : count
  }
  return (
    <FieldFrame title="Retry" problems={problems}>
      {({ id }) => (
        <span className="form-retry">
          <span className="input with-unit">
            <input
              id={id}
              inputMode="numeric"
              aria-label="Attempts"
              placeholder="1"
              value={retry?.attempts ?? ''}
              onChange={(event) => set({ attempts: attempts(event.target.value) })}
            />
            <span>×</span>
          </span>
          <span className="input with-unit grow">
            <input
              aria-label="Delay before the second attempt"
              placeholder="1s"
              spellCheck={false}
              value={retry?.delay ?? ''}
              onChange={(event) => set({ delay: event.target.value === '' ? undefined : event.target.value })}
            />
            <span>{growthWords(retry?.factor)}</span>
          </span>
        </span>
      )}
    </FieldFrame>
  )
}

function growthWords(factor = 2): string {
  if (factor === 1) return 'each time'
  return factor === 2 ? 'then doubled' : `then × ${factor}`
}
