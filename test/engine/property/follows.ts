/**
 * The property: whatever the graph, the engine does what the reference does. `RUNS` makes it try more cases, `SEED`
 * (the numbers that a failure prints) exactly that one again.
 */
import fc from 'fast-check'
import { CountedPace } from '#test/support/counted-pace.ts'
import { arbitraryCase, type Case, printCase } from '#test/support/graphs/cases.ts'
import type { Features } from '#test/support/graphs/features.ts'
import { simplerCases } from '#test/support/graphs/simpler-cases.ts'
import { Mismatch } from './compared.ts'
import { Simulator } from './lockstep.ts'
import { nameOfEvent, type Seen } from './observed.ts'
import { RealRun } from './real-run.ts'
import { SimulatedEngine } from './simulated-engine.ts'

const lineOf = ({ step, event }: Seen): string => {
  const data = JSON.stringify(event.data)
  return `${step}  ${event.type} ${nameOfEvent(event)} ${data.length > 120 ? `${data.slice(0, 120)}…` : data}`
}

/** Everything that is needed to see why: the case, the moves made, and what each of the two did. */
const report = (of: Case, simulator: Simulator, engine: RealRun, why: string): string =>
  [
    why,
    '',
    '── the case',
    printCase(of),
    '',
    `── moves made: ${simulator.steps.join(', ')}`,
    '── the reference',
    ...simulator.trace,
    '── the engine',
    ...engine.seen.map(lineOf),
  ].join('\n')

/** What is unlike in the engine, for all cases of a property. */
export interface Terms {
  /** A step is put off after so many nodes of it. */
  readonly nodesATurn?: number
  /** So much of a run works at once. */
  readonly nodesAtOnce?: number
}

/** Opening a data folder takes longer than a small run, so runs of the same terms share one, until one crashes or fails. */
let shared: { readonly home: SimulatedEngine; readonly terms: Terms } | undefined

const closeShared = async (): Promise<void> => {
  const before = shared
  shared = undefined
  await before?.home.close()
}

const isAlike = (one: Terms, other: Terms): boolean =>
  one.nodesATurn === other.nodesATurn && one.nodesAtOnce === other.nodesAtOnce

/** That which is shared, or a new one. */
const homeFor = async (terms: Terms): Promise<SimulatedEngine> => {
  if (shared && !isAlike(shared.terms, terms)) await closeShared()
  const { home } = shared ?? { home: newHome(terms) }
  shared = undefined
  return home
}

const newHome = ({ nodesATurn, nodesAtOnce }: Terms): SimulatedEngine => {
  const home = new SimulatedEngine(nodesATurn === undefined ? undefined : new CountedPace(nodesATurn))
  if (nodesAtOnce !== undefined) home.driver.limitTo(nodesAtOnce)
  return home
}

/** Why the two part, with everything that is needed to see it; undefined where they agree. */
export const partsBy = async (of: Case, terms: Terms = {}): Promise<string | undefined> => {
  const home = await homeFor(terms)
  const engine = new RealRun(home, of.flow, of.script)
  const simulator = new Simulator(of, engine, terms.nodesAtOnce)
  try {
    await simulator.play()
    await engine.close()
    if (home.isFresh) shared = { home, terms }
    else await home.close()
    return undefined
  } catch (error) {
    const why = error instanceof Mismatch ? error.message : String(error instanceof Error ? error.stack : error)
    await home.abandon()
    return report(of, simulator, engine, why)
  }
}

/** The simplest case on the way down from one that fails. */
const simplest = async (of: Case, why: string, terms: Terms): Promise<string> => {
  for (const simpler of simplerCases(of)) {
    const stillWhy = await partsBy(simpler, terms)
    if (stillWhy !== undefined) return simplest(simpler, stillWhy, terms)
  }
  return why
}

const RUNS = Number(process.env.RUNS ?? 0)

/** `1234:5` is the case number 5 of seed 1234. */
const replayed = (): { seed: number; path: string } | Record<string, never> => {
  const [seed, path] = (process.env.SEED ?? '').split(':')
  if (seed) return { seed: Number(seed), path: path ?? '' }
  // CI tries the same cases each time; a long run tries new ones.
  return process.env.RUNS === undefined ? { seed: 20_261_125, path: '' } : {}
}

export const engineFollowsReference = async (features: Features, runs: number, terms: Terms = {}): Promise<void> => {
  let failing: { readonly of: Case; readonly why: string } | undefined
  const property = fc.asyncProperty(arbitraryCase(features), async (of) => {
    const why = await partsBy(of, terms)
    if (why !== undefined) failing = { of, why }
    return why === undefined
  })
  const numRuns = RUNS > 0 ? RUNS : runs
  const result = await fc.check(property, { numRuns, endOnFailure: true, ...replayed() })
  if (failing !== undefined) {
    const where = `SEED=${result.seed}:${result.counterexamplePath} replays it; the simplest case that parts is this:`
    throw new Mismatch(
      `After ${result.numRuns} cases the engine and the reference part.\n${where}\n\n${await simplest(failing.of, failing.why, terms)}`,
    )
  }
  if (result.failed) throw result.errorInstance ?? new Error('The cases could not be made.')
  await closeShared()
}
