/** Questions about runs, answered from the log and the table beside it, whoever owns them. */

import type { RunEvent } from '#shared/events/event.ts'
import { CallError } from '#shared/ipc/call-error.ts'
import type { ParsedInput } from '#shared/ipc/contract.ts'
import type { CausalChain, InboxItem, RunOwner, RunSummary } from '#shared/ipc/views/run-views.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { messageOf } from '../engine/log/database.ts'
import type { EventLog } from '../engine/log/event-log.ts'
import type { RunRow } from '../engine/log/run-row.ts'
import type { RunStore } from '../engine/log/run-store.ts'
import { inboxOf, toRunSummary } from '../engine/log/run-summary.ts'
import type { Ownership } from '../engine/ports/ownership.ts'
import { NodeTitles } from './node-titles.ts'

/** Longer than any chain that a person would read. */
const LONGEST_CHAIN = 10_000

/** Events by id, by run. */
type NamedIds = Map<string, ReadonlyMap<string, RunEvent>>

export class RunQueries {
  readonly #log: EventLog
  readonly #store: RunStore
  readonly #ownership: Ownership
  readonly #titles = new NodeTitles((version) => this.#workflowOf(version))

  constructor(log: EventLog, store: RunStore, ownership: Ownership) {
    this.#log = log
    this.#store = store
    this.#ownership = ownership
  }

  list({ limit, workflow, before, roots, correlationId, status }: ParsedInput<'runs.list'>): readonly RunSummary[] {
    const rows =
      correlationId === undefined
        ? this.#store.list({
            limit,
            ...(workflow !== undefined && { workflow }),
            ...(before !== undefined && { before: this.row(before).key }),
            ...(roots && { roots }),
            ...(status && { status }),
          })
        : this.#store.byCorrelation(correlationId)
    const summaryOf = this.summaries()
    return rows.map((row) => {
      const summary = summaryOf(row)
      return roots ? { ...summary, called: this.#store.childCount(row.runId) } : summary
    })
  }

  summary(runId: string): RunSummary {
    return this.summaries()(this.row(runId))
  }

  /** Of rows that are read in one go. */
  summaries(): (row: RunRow) => RunSummary {
    const ownerOf = this.#owners()
    return (row) => toRunSummary(row, ownerOf(row))
  }

  /** Each owner is looked at once: many runs have the same. */
  #owners(): (row: RunRow) => RunOwner {
    const known = new Map<string, RunOwner>()
    return ({ owner }) => {
      if (owner === null) return 'nobody'
      const found = known.get(owner) ?? this.#ownerOf(owner)
      known.set(owner, found)
      return found
    }
  }

  #ownerOf(owner: string): RunOwner {
    if (owner === this.#ownership.id) return 'this'
    return this.#ownership.isAlive(owner) ? 'other' : 'gone'
  }

  /** Back from an event to what caused it, into the runs before where it came from one. */
  why({ runId, seq }: ParsedInput<'run.why'>): CausalChain {
    const asked = this.#eventAt(runId, seq)
    if (!asked) {
      const row = this.#store.find(runId)
      if (row) this.#store.refuseRetained(row.key, seq)
      throw new CallError('event.unknown', `There is no event ${runId}.${seq}.`)
    }
    const chain = [asked]
    const namedIds: NamedIds = new Map()
    for (let event = asked; chain.length < LONGEST_CHAIN; ) {
      const id = event.causationId ?? this.#causeOfRun(event) ?? this.#questionOf(event)
      if (id === null) break
      const cause = this.#eventOf(id) ?? this.#eventNamed(id, event.runId, namedIds)
      if (!cause) return { chain: chain.reverse(), missing: id }
      chain.push(cause)
      event = cause
    }
    return { chain: chain.reverse() }
  }

  /** An event's id is its run's and its place in it. */
  #eventOf(id: string): RunEvent | undefined {
    const dot = id.lastIndexOf('.')
    return this.#eventAt(id.slice(0, dot), Number(id.slice(dot + 1)))
  }

  #eventAt(runId: string, seq: number): RunEvent | undefined {
    const row = this.#store.find(runId)
    if (!row || !Number.isInteger(seq) || this.#store.isRetained(row.key)) return undefined
    for (const event of this.#store.events(row.key, seq)) return event.seq === seq ? event : undefined
    return undefined
  }

  /** The first version gave events ids of their own; what caused one stood in the same run. */
  #eventNamed(id: string, runId: string, known: NamedIds): RunEvent | undefined {
    let events = known.get(runId)
    if (!events) {
      events = new Map([...this.#store.events(this.row(runId).key)].map((event) => [event.id, event]))
      known.set(runId, events)
    }
    return events.get(id)
  }

  /** A child run began because its parent's node started it; a triggered one because of what was delivered. */
  #causeOfRun(event: RunEvent): string | null {
    if (event.type !== 'run.started') return null
    const { parent, delivery } = event.data
    if (parent) {
      const row = this.#store.find(parent.runId)
      for (const other of row && !this.#store.isRetained(row.key) ? this.#store.events(row.key) : [])
        if (other.type === 'child.started' && other.data.runId === event.runId) return other.id
    }
    const published = delivery?.split('>')[0]
    return published !== undefined && this.#eventOf(published) ? published : null
  }

  /** What a person said is caused by nobody; that they were asked is. */
  #questionOf(event: RunEvent): string | null {
    // What begins with the run follows from its start.
    if (event.type === 'node.activated') return `${event.runId}.0`
    if (event.type !== 'approval.decided' && event.type !== 'input.received') return null
    const asked = event.type === 'approval.decided' ? event.data.approvalId : event.data.inputId
    for (const other of this.#store.events(this.row(event.runId).key)) {
      if (other.type === 'approval.requested' && other.data.approvalId === asked) return other.id
      if (other.type === 'input.requested' && other.data.inputId === asked) return other.id
    }
    return null
  }

  events({ runId, fromSeq, hashed }: ParsedInput<'runs.events'>): readonly RunEvent[] {
    const { key } = this.row(runId)
    return [...(hashed ? this.#store.events(key, fromSeq) : this.#store.replay(key, fromSeq))]
  }

  workflow(runId: string): Workflow {
    const [first] = this.#store.events(this.row(runId).key)
    if (first?.type !== 'run.started') throw new CallError('run.empty', 'This run has no events.')
    return this.#version(first.data.version)
  }

  #version(version: string): Workflow {
    return JSON.parse(this.#log.blob(version)) as Workflow // stored when a run started, from a checked workflow
  }

  #workflowOf(version: string): Workflow | undefined {
    try {
      return this.#version(version)
    } catch {
      return undefined // retention took it, and the list still says where to go
    }
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
    return this.#store.open().flatMap((row) => {
      const { version, items } = inboxOf(row)
      return items.map((item) => {
        const nodeTitle = this.#titles.of(version, item.nodeId)
        return { ...item, ...(nodeTitle !== undefined && { nodeTitle }) }
      })
    })
  }

  /** Throws CallError `run.unknown`. */
  row(runId: string): RunRow {
    const row = this.#store.find(runId)
    if (!row) throw new CallError('run.unknown', `There is no run ${runId}.`)
    return row
  }
}
