/** Events behind the ending of their run. Nothing is to follow one, but earlier versions did not refuse it. */
import type { EventType, RunEvent } from '#shared/events/event.ts'
import { mayFollow } from '#shared/state/may-follow.ts'
import type { RunStatus } from '#shared/state/run-state.ts'
import type { Fault } from './finding.ts'

const ENDINGS: Readonly<Partial<Record<EventType, RunStatus>>> = {
  'run.succeeded': 'succeeded',
  'run.failed': 'failed',
  'run.interrupted': 'interrupted',
}

interface Ending {
  readonly status: RunStatus
  readonly event: RunEvent
}

export class EndingChecks {
  readonly #endings = new Map<number, Ending>()
  readonly #faults = new Map<number, Fault[]>()

  /** The next events of a run, known to be as they were written. */
  take(runKey: number, events: readonly RunEvent[]): void {
    for (const event of events) {
      const ending = this.#endings.get(runKey)
      if (ending && !mayFollow(ending.status, event.type)) this.#note(runKey, event, ending)
      else if (ending) this.#endings.delete(runKey)
      const status = ENDINGS[event.type]
      if (status && !this.#endings.has(runKey)) this.#endings.set(runKey, { status, event })
    }
  }

  faultsOf(runKey: number): readonly Fault[] {
    return this.#faults.get(runKey) ?? []
  }

  #note(runKey: number, { seq, type }: RunEvent, { event }: Ending): void {
    const message = `Event ${seq} (${type}) stands behind the ending of its run (${event.type}, event ${event.seq}): nothing may follow that.`
    const faults = this.#faults.get(runKey)
    if (faults) faults.push({ seq, message })
    else this.#faults.set(runKey, [{ seq, message }])
  }
}
