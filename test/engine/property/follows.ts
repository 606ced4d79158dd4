/**
 * The property: whatever the graph, the engine does what the reference does. `RUNS` makes it try more cases, `SEED`
 * (the number that a failure prints, with its path) exactly that one again.
 */
import fc from 'fast-check'
import { arbitraryCase, type Case, printCase } from '#test/support/graphs/cases.ts'
import type { Features } from '#test/support/graphs/features.ts'
import { Mismatch, Simulator } from './lockstep.ts'
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
    ...simulator.reference.world.trace,
    '── the engine',
    ...engine.seen.map(lineOf),
  ].join('\n')

/** Opening a data folder takes longer than a small run, so runs share one, until one of them crashes or fails. */
let shared: SimulatedEngine | undefined

const follows = async (of: Case): Promise<void> => {
  const home = shared ?? new SimulatedEngine()
  shared = undefined
  const engine = new RealRun(home, of.flow, of.script)
  const simulator = new Simulator(of, engine)
  try {
    await simulator.play()
    await engine.close()
    if (home.isFresh) shared = home
    else await home.close()
  } catch (error) {
    const why = error instanceof Mismatch ? error.message : String(error instanceof Error ? error.stack : error)
    await home.abandon()
    throw new Mismatch(report(of, simulator, engine, why))
  }
}

const RUNS = Number(process.env.RUNS ?? 0)

/** `1234:5:6` is seed 1234 with the path 5:6 to the counterexample. */
const replayed = (): { seed: number; path: string } | Record<string, never> => {
  const [seed, ...path] = (process.env.SEED ?? '').split(':')
  return seed ? { seed: Number(seed), path: path.join(':') } : {}
}

export const engineFollowsReference = async (features: Features, runs: number): Promise<void> => {
  const parameters = { numRuns: RUNS > 0 ? RUNS : runs, ...replayed() }
  const result = await fc.check(fc.asyncProperty(arbitraryCase(features), follows), parameters)
  await shared?.close()
  shared = undefined
  if (!result.failed) return
  const { errorInstance, seed, counterexamplePath, numShrinks, numRuns } = result
  const why = errorInstance instanceof Error ? errorInstance.message : String(errorInstance)
  throw new Error(
    `The engine and the reference part after ${numRuns} cases (shrunk ${numShrinks} times).\nSEED=${seed}:${counterexamplePath} replays it.\n\n${why}`,
  )
}
