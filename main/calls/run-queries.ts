/** Questions about runs, answered from the log and the table beside it, whoever owns them. */

import type { RunEvent } from '#shared/events/event.ts'
import { CallError } from '#shared/ipc/call-error.ts'
import type { ParsedInput } from '#shared/ipc/contract.ts'
import type { InboxItem, RunSummary } from '#shared/ipc/views.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { messageOf } from '../engine/log/database.ts'
import type { EventLog } from '../engine/log/event-log.ts'
import type { RunRow, RunStore } from '../engine/log/run-store.ts'
import { inboxOf, toRunSummary } from '../engine/log/run-summary.ts'

export class RunQueries {
  readonly #log: EventLog
  readonly #store: RunStore
  readonly #isOwn: (runId: string) => boolean

  constructor(log: EventLog, store: RunStore, isOwn: (runId: string) => boolean) {
    this.#log = log
    this.#store = store
    this.#isOwn = isOwn
  }

  list({ limit, workflow }: ParsedInput<'runs.list'>): readonly RunSummary[] {
    return this.#store
      .list({ limit, ...(workflow !== undefined && { workflow }) })
      .map((row) => toRunSummary(row, this.#isOwn(row.runId)))
  }

  events({ runId, fromSeq }: ParsedInput<'runs.events'>): readonly RunEvent[] {
    return [...this.#store.events(this.#row(runId).key, fromSeq)]
  }

  workflow(runId: string): Workflow {
    const [first] = this.#store.events(this.#row(runId).key)
    if (first?.type !== 'run.started') throw new CallError('run.empty', 'This run has no events.')
    return JSON.parse(this.#log.blob(first.data.version)) as Workflow // stored when the run started, from a checked workflow
  }

  blob({ hash, offset, length }: ParsedInput<'blobs.read'>): { text: string; total: number } {
    const whole = this.#whole(hash)
    return { text: whole.slice(offset, offset + length), total: whole.length }
  }

  #whole(hash: string): string {
    try {
      return this.#log.blob(hash)
    } catch (error) {
      throw new CallError('blob.unknown', messageOf(error))
    }
  }

  inbox(): readonly InboxItem[] {
    return this.#store.open().flatMap((row) => inboxOf(row))
  }

  #row(runId: string): RunRow {
    const row = this.#store.find(runId)
    if (!row) throw new CallError('run.unknown', `There is no run ${runId}.`)
    return row
  }
}
