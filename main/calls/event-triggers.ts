/**
 * Begins a run of each trusted command that has an `on_event` entry for what was published.
 *
 *   D1. A delivery is taken once, whichever process of the data folder hears it: its id is that of the event and command.
 *   D2. What was published while no process lived is delivered when one starts; the cursor says how far that has come.
 *       It ends with its process at the next event.
 *   D3. What cannot be delivered becomes a dead letter with its cause; so does what stands behind a full queue.
 */
import type { EventOf } from '#shared/events/event.ts'
import { CallError } from '#shared/ipc/call-error.ts'
import type { WorkflowDocument } from '#shared/ipc/views/workflow-views.ts'
import type { Json } from '#shared/json.ts'
import { compiledOnce } from '#shared/workflow/compiled-once.ts'
import type { WorkflowNode } from '#shared/workflow/workflow.ts'
import type { Engine } from '../engine/engine.ts'
import type { CursorTable } from '../engine/log/cursor-table.ts'
import type { EmissionTable } from '../engine/log/emission-table.ts'
import type { LetterTable } from '../engine/log/letter-table.ts'
import type { RunStore } from '../engine/log/run-store.ts'
import type { Clock } from '../engine/ports/clock.ts'
import type { WatchOthers } from '../engine/run/emissions.ts'
import { runnable } from './start-run.ts'

const CURSOR = 'on_event'
const EVENTS_A_LOOK = 200
/** Deliveries of one look that are begun; what stands behind them is put aside and says so. */
export const LONGEST_QUEUE = 512

const WORKSPACES_KEPT = 64

/** Events that begin runs that publish events: longer than any procedure that a person draws. */
const DEEPEST_CHAIN = 25

export interface EventTriggersOptions {
  readonly engine: Engine
  readonly emissions: EmissionTable
  readonly store: RunStore
  readonly letters: LetterTable
  readonly cursors: CursorTable
  readonly clock: Clock
  readonly watchOthers: WatchOthers
  readonly whole: (value: Json) => Json
  /** Commands with an `on_event` entry, as seen from a workspace. */
  listeners(workspace: string): Promise<readonly WorkflowDocument[]>
  readonly onError: (error: unknown) => void
}

type Emitted = EventOf<'event.emitted'>
type Begun = EventOf<'run.started'>['data']

export class EventTriggers {
  readonly #options: EventTriggersOptions
  #unwatch: (() => void) | undefined
  #working: Promise<void> = Promise.resolve()
  #isPending = false
  #isStopped = false
  /** Of the run that was asked for last: many events of one follow each other. */
  #lastBegun: { readonly runId: string; readonly data: Begun | undefined } | undefined

  constructor(options: EventTriggersOptions) {
    this.#options = options
  }

  start(): void {
    const { cursors, emissions, watchOthers } = this.#options
    if (cursors.get(CURSOR) === undefined) cursors.set(CURSOR, emissions.lastPosition())
    this.#unwatch = watchOthers(() => this.look())
    this.look()
  }

  /** Resolves once nothing more is begun here. */
  stop(): Promise<void> {
    this.#isStopped = true
    this.#unwatch?.()
    return this.#working
  }

  /** Something may have been published. */
  look(): void {
    if (this.#isPending) return
    this.#isPending = true
    this.#working = this.#working.then(async () => {
      this.#isPending = false
      try {
        await this.#deliverAll()
      } catch (error) {
        this.#options.onError(error)
      }
    })
  }

  async #deliverAll(): Promise<void> {
    const { cursors, emissions } = this.#options
    for (;;) {
      const position = cursors.get(CURSOR) ?? 0
      const found = emissions.after(position, EVENTS_A_LOOK)
      // Files are looked at once for all of them.
      const listeners = compiledOnce(WORKSPACES_KEPT, (workspace) => this.#options.listeners(workspace))
      let begun = 0
      for (const { runId, seq, position: at } of found) {
        if (this.#isStopped) return
        const event = this.#readable(runId, seq)
        if (event) begun += await this.#deliver(event, begun, listeners)
        cursors.set(CURSOR, at)
      }
      if (found.length < EVENTS_A_LOOK) return
    }
  }

  /** One that cannot be read holds up none of the others. */
  #readable(runId: string, seq: number): Emitted | undefined {
    try {
      return this.#eventAt(runId, seq)
    } catch (error) {
      this.#options.onError(error)
      return undefined
    }
  }

  #eventAt(runId: string, seq: number): Emitted | undefined {
    const { store } = this.#options
    const row = store.find(runId)
    if (!row || store.isRetained(row.key)) return undefined
    for (const event of store.replay(row.key, seq)) return event.type === 'event.emitted' ? event : undefined
    return undefined
  }

  async #deliver(event: Emitted, begun: number, listeners: EventTriggersOptions['listeners']): Promise<number> {
    const workspace = this.#begunBy(event)?.workspace ?? ''
    const isLoop = this.#depthOf(event) > DEEPEST_CHAIN
    let count = 0
    for (const document of await listeners(workspace)) {
      for (const entry of entriesFor(document, event.data.event)) {
        if (isLoop) this.#bury(event, document, entry, workspace, LOOP)
        else if (begun + count >= LONGEST_QUEUE) this.#bury(event, document, entry, workspace, FULL)
        else await this.#begin(event, document, entry, workspace)
        count += 1
      }
    }
    return count
  }

  #begunBy({ runId }: { readonly runId: string }): Begun | undefined {
    if (this.#lastBegun?.runId !== runId) this.#lastBegun = { runId, data: this.#beginningOf(runId) }
    return this.#lastBegun.data
  }

  #beginningOf(runId: string): Begun | undefined {
    const { store } = this.#options
    const row = store.find(runId)
    if (!row || store.isRetained(row.key)) return undefined
    for (const first of store.replay(row.key)) return first.type === 'run.started' ? first.data : undefined
    return undefined
  }

  /** How many events led to this one, each by a run that it began. */
  #depthOf(event: Emitted): number {
    let depth = 0
    for (let runId = event.runId; depth <= DEEPEST_CHAIN; depth += 1) {
      const published = this.#begunBy({ runId })?.delivery?.split('>')[0]
      if (published === undefined) break
      runId = published.slice(0, published.lastIndexOf('.'))
    }
    return depth
  }

  async #begin(event: Emitted, document: WorkflowDocument, entry: WorkflowNode, workspace: string): Promise<void> {
    const payload = this.#options.whole(event.data.data)
    try {
      const { workflow, args } = runnable(document, {})
      await this.#options.engine.start({
        workflow,
        args,
        workspace,
        trusted: document.trusted,
        by: `event ${event.data.event}`,
        entry: entry.id,
        payload,
        delivery: deliveryOf(event, document, entry),
      })
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      this.#bury(event, document, entry, workspace, error)
    }
  }

  #bury(
    event: Emitted,
    { workflow, ref }: WorkflowDocument,
    entry: WorkflowNode,
    workspace: string,
    cause: { readonly code: string; readonly message: string },
  ): void {
    const { letters, clock, whole } = this.#options
    letters.bury({
      id: `letter-${event.id}-${workflow?.name ?? ref}-${entry.id}`,
      source: entry.id,
      cause: { code: cause.code, message: cause.message },
      payload: whole(event.data.data),
      ...(workflow && { workflow: workflow.name }),
      workspace,
      at: new Date(clock.now()).toISOString(),
    })
  }
}

const LOOP = {
  code: 'event.loop',
  message: `More than ${DEEPEST_CHAIN} events in a row have begun one another. Look for a command that emits what begins it.`,
}

const FULL = {
  code: 'queue.full',
  message: `More than ${LONGEST_QUEUE} deliveries came at once. Replay this one when the others are done.`,
}

function deliveryOf(event: Emitted, { workflow, ref }: WorkflowDocument, entry: WorkflowNode): string {
  return `${event.id}>${workflow?.name ?? ref}/${entry.id}`
}

/** Only an untemplated name: an entry is evaluated when its run begins, and so cannot say what begins it. */
function entriesFor({ workflow }: WorkflowDocument, name: string): readonly WorkflowNode[] {
  return (workflow?.nodes ?? []).filter(
    ({ kind, config, disabled }) => kind === 'on_event' && config?.event === name && disabled !== true,
  )
}
