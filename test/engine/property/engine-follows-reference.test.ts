/** The engine held against the reference. See `follows.ts` for how to run more cases, or one again. */
import { describe, it } from 'vitest'
import type { Features } from '#test/support/graphs/features.ts'
import { engineFollowsReference } from './follows.ts'

const ROUTING: Features = ['joins', 'errors', 'disabled', 'end']
const WORK: Features = ['errors', 'retries', 'approvals', 'effects', 'timers']
const ALL: Features = [...ROUTING, ...WORK, 'loops', 'containers', 'cancel', 'compensation']
const MORE: Features = [...ALL, 'locks', 'time limits', 'calls']

/** Long runs (`RUNS`) take as long as they take. */
const timeout = 6 * 60 * 60 * 1_000

describe('whatever the graph and whatever happens in it, the engine does what the design says', { timeout }, () => {
  it('of joins, dead paths, errors and ends', () => engineFollowsReference(ROUTING, 150))

  it('of loops', () => engineFollowsReference([...ROUTING, 'loops'], 300))

  it('of work, retries, people and timers', () => engineFollowsReference(WORK, 150))

  it('of containers', () => engineFollowsReference(['joins', 'loops', 'errors', 'end', 'containers'], 200))

  it('of all that a graph may hold', () => engineFollowsReference(ALL, 200))

  it('of locks', () => engineFollowsReference([...ROUTING, 'containers', 'retries', 'locks'], 100))

  it('of time limits', () => engineFollowsReference([...WORK, 'containers', 'time limits'], 100))

  it('of child runs', () => engineFollowsReference([...ROUTING, 'containers', 'retries', 'calls'], 100))

  it('when the run is stopped, resumed and undone', () => engineFollowsReference([...MORE, 'stops', 'undo'], 120))

  it('when it is paused, and nodes are stopped alone', () =>
    engineFollowsReference([...MORE, 'pauses', 'single stops'], 100))

  it('when its process dies', () => engineFollowsReference([...MORE, 'stops', 'pauses', 'crashes'], 100))

  // Without child runs: their ends come while a step of their parent is put off, and are heard there.
  it('when each node of a step takes a turn of its own', () =>
    engineFollowsReference(
      [...ALL, 'locks', 'time limits', 'stops', 'pauses', 'single stops', 'undo', 'crashes'],
      100,
      { nodesATurn: 1 },
    ))

  it('when only one node of a run works at once', () =>
    engineFollowsReference([...ALL, 'locks', 'time limits', 'stops', 'pauses', 'single stops', 'crashes'], 100, {
      nodesAtOnce: 1,
    }))
})
