/** Where in the text of a field something is wrong: what fails on the data of a run, and what the checks found named wrongly. */
import { placesOfName } from '#shared/workflow/edit/name-places.ts'
import type { Problem } from '#shared/workflow/problem.ts'
import { sentenceOf } from '../../parts/problem-words.ts'
import type { ShownPreview } from '../preview/use-preview.ts'

export interface Mistake {
  readonly from: number
  readonly to: number
  readonly severity: 'error' | 'warning'
  readonly message: string
}

export function mistakesIn(
  text: string,
  problems: readonly Problem[],
  shown: ShownPreview | undefined,
): readonly Mistake[] {
  const named = problems.flatMap((problem) => namedWrongly(text, problem))
  const failed = failureIn(text, shown)
  // The checks say it in words for a person, and with a way out.
  const isTold = failed && named.some(({ from, to }) => from < failed.to && failed.from < to)
  return failed && !isTold ? [failed, ...named] : named
}

export function failureIn(text: string, shown: ShownPreview | undefined): Mistake | undefined {
  const { preview } = shown ?? {}
  if (preview?.state !== 'error' || preview.from === undefined || shown?.text !== text) return undefined
  const { from, to = from + 1, message } = preview
  return { from, to, severity: 'error', message }
}

/** A hint is a thought about the field as a whole. */
function namedWrongly(text: string, problem: Problem): readonly Mistake[] {
  const { severity, names } = problem
  if (severity === 'hint' || names === undefined) return []
  return placesOfName(text, names).map(({ start, end }) => ({
    from: start,
    to: end,
    severity,
    message: sentenceOf(problem),
  }))
}
