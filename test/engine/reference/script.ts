/**
 * What every piece of work and every person will do, fixed before the run: the only thing beside the schedule that a
 * run depends on. A node has a list of outcomes, and its attempts take them in turn, item by item of a container from
 * a different place, so that a short list already tells passes, items and attempts apart.
 */

export type Outcome =
  /** Leaves by a port. A person who rejects leaves a feedback. */
  | { readonly leaves: string }
  /** Fails; a `final` failure is one that is not retried (rule 7). */
  | { readonly fails: string; readonly final?: boolean }
  /** A person who is asked about an effect says no. Anything that is not an effect takes it as a final failure. */
  | { readonly refused: true }

/** What a person says of an effect that may have happened already (rule 9). */
export type Recovery = 'again' | 'done' | 'fail'

export interface Script {
  readonly outcomes: Readonly<Record<string, readonly Outcome[]>>
  readonly recoveries: Readonly<Record<string, Recovery>>
}

/** The items of a path in one number: `all[2]/inner[1]` is 3. */
const itemsIn = (path: string): number =>
  [...path.matchAll(/\[(\d+)\]/g)].reduce((sum, [, index]) => sum + Number(index), 0)

/** The outcome of an attempt, of which `ended` earlier ones of that node at that path have already ended. */
export const outcomeOf = (script: Script, node: string, path: string, ended: number): Outcome => {
  const list = script.outcomes[node] ?? []
  return list[(itemsIn(path) + ended) % list.length] ?? { leaves: 'out' }
}

export const recoveryOf = (script: Script, node: string): Recovery => script.recoveries[node] ?? 'again'

/** The output of work: unique for each attempt, so that a swapped or stale output is seen. */
export const workOutput = (node: string, path: string, ended: number): string =>
  `${path === '' ? '' : `${path}/`}${node}~${ended}`

export const REJECTED_WITH = 'not like this'
