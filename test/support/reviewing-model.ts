/** What the tests' model says to /pr-review: a review, and its findings when it is asked for them. */
import type { ModelServer } from './model-server.ts'

export const REVIEW = [
  'Merge it after two fixes.',
  '',
  '- `src/price.ts:1` 1050 cents read as 10.5 €; keep `toFixed(2)`.',
  '- `src/discount.ts:1` 20 % multiplies by 20; divide by 100.',
].join('\n')

export const SHORT_REVIEW = '- `src/discount.ts:1` Divide by 100.'

export const FINDINGS = [
  { file: 'src/price.ts', line: 1, severity: 'medium', finding: '1050 cents read as 10.5 €.' },
  { file: 'src/discount.ts', line: 1, severity: 'high', finding: '20 % multiplies by 20.' },
]

/** Words that stand in one prompt of /pr-review and not in the other. */
export const ASKS_REVIEW = 'Review the changes of this branch'
export const ASKS_FINDINGS = 'Give the findings of this review as JSON'

export function reviews(model: ModelServer): ModelServer {
  return model.answer(ASKS_REVIEW, REVIEW).answer(ASKS_FINDINGS, JSON.stringify({ findings: FINDINGS }))
}
