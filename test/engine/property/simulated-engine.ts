/** A real engine on a real database, whose kinds speak to the run that is being simulated. */
import { expect } from 'vitest'
import type { CountedPace } from '#test/support/counted-pace.ts'
import { EngineDriver } from '#test/support/engine-driver.ts'
import { type Simulation, simulatedKinds } from './simulated-kinds.ts'

export class SimulatedEngine {
  readonly driver: EngineDriver
  /** The run whose nodes ask; one at a time. */
  simulation: Simulation | undefined
  /** False once its process has died: the one that took over reads what all the dead have left. */
  isFresh = true

  /** `pace`: steps are put off where that says so. */
  constructor(pace?: CountedPace) {
    this.driver = new EngineDriver(
      simulatedKinds({
        began: (work) => this.#asked.began(work),
        ended: (work) => this.#asked.ended(work),
        branch: (node, item) => this.#asked.branch(node, item),
      }),
      undefined,
      undefined,
      undefined,
      pace,
    )
  }

  get #asked(): Simulation {
    if (this.simulation === undefined) throw new Error('No run is being simulated.')
    return this.simulation
  }

  async close(): Promise<void> {
    expect(this.driver.bugs).toEqual([])
    await this.driver.close()
  }

  /** After a mismatch: whatever state it is in. */
  async abandon(): Promise<void> {
    await Promise.race([this.driver.close(), new Promise((resolve) => setImmediate(resolve))])
  }
}
