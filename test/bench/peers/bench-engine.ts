/**
 * The engine with trivial node bodies, for the workloads that the peers are measured with: the workflow file in, the engine's
 * public entry, in memory or on a real event log.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Bus } from '#main/engine/bus.ts'
import { Engine } from '#main/engine/engine.ts'
import type { Adapters } from '#main/engine/kind.ts'
import { openDatabase } from '#main/engine/log/database.ts'
import { EventLog } from '#main/engine/log/event-log.ts'
import { MemoryStore } from '#main/engine/log/memory-store.ts'
import { sealKey } from '#main/engine/log/seal.ts'
import { SqliteStore } from '#main/engine/log/sqlite-store.ts'
import { memoryStores } from '#main/engine/memory-stores.ts'
import { sqliteStores } from '#main/engine/stores.ts'
import { SortableIds } from '#main/services/system/sortable-ids.ts'
import { systemClock } from '#main/services/system/system-clock.ts'
import type { Json } from '#shared/json.ts'
import type { Workflow, WorkflowNode } from '#shared/workflow/workflow.ts'
import { benchKinds, type StepOptions } from './bench-kinds.ts'

export interface BenchOptions extends StepOptions {
  /** In memory, or on a log of its own. */
  readonly durable: boolean
}

type Done = { readonly resolve: (result: Json) => void; readonly reject: (error: Error) => void }

export class BenchEngine {
  readonly engine: Engine
  readonly #bus: Bus
  readonly #open = new Map<string, Done>()
  readonly #waits = new Map<string, string>()
  /** By run: who wants to know when it waits. */
  readonly #beginning = new Map<string, () => void>()
  readonly #ended = new Map<string, Json>()
  readonly #close: () => void
  onText: ((text: string) => void) | undefined

  constructor(options: BenchOptions) {
    const bus = new Bus((error) => console.error(error))
    this.#bus = bus
    const { log, stores, close } = options.durable ? onDisk(bus) : inMemory(bus)
    this.#close = close
    this.engine = new Engine({
      log,
      stores,
      bus,
      registry: benchKinds(options),
      adapters: { secrets: { placeholder: (name: string) => name } } as unknown as Adapters, // these bodies need none
      clock: systemClock,
      ids: new SortableIds(),
      ownership: { id: 'bench', isAlive: () => true },
      onBug: (error) => console.error(error),
      limits: { run: 128, app: 1_024 },
    })
    this.#listen()
  }

  #listen(): void {
    this.#bus.onSignal((signal) => this.onText?.(signal.text))
    this.#bus.onEvent((event) => {
      if (event.type === 'approval.requested') {
        this.#waits.set(event.runId, event.data.approvalId)
        this.#beginning.get(event.runId)?.()
        this.#beginning.delete(event.runId)
      }
      if (event.type === 'run.failed') {
        this.#open.get(event.runId)?.reject(new Error(event.data.message))
        this.#open.delete(event.runId)
      }
      if (event.type !== 'run.succeeded') return
      const done = this.#open.get(event.runId)
      if (done) done.resolve(event.data.result)
      else this.#ended.set(event.runId, event.data.result)
      this.#open.delete(event.runId)
    })
  }

  /** Runs it to its end; gives the result. */
  async run(workflow: Workflow, args: Record<string, Json>): Promise<Json> {
    const { runId } = await this.engine.start({ workflow, args, workspace: '', trusted: true, by: 'bench' })
    return this.result(runId)
  }

  result(runId: string): Promise<Json> {
    const ended = this.#ended.get(runId)
    if (ended !== undefined) {
      this.#ended.delete(runId)
      return Promise.resolve(ended)
    }
    return new Promise((resolve, reject) => this.#open.set(runId, { resolve, reject }))
  }

  /** Starts a run; resolves when it waits for a person, which may be turns of the event loop after its start. */
  async begin(workflow: Workflow): Promise<string> {
    const { runId } = await this.engine.start({
      workflow,
      args: { count: 0 },
      workspace: '',
      trusted: true,
      by: 'bench',
    })
    if (!this.#waits.has(runId)) await new Promise<void>((waits) => this.#beginning.set(runId, waits))
    return runId
  }

  approve(runId: string): Promise<Json> {
    const run = this.engine.live(runId)
    const approvalId = this.#waits.get(runId)
    if (!run || approvalId === undefined) throw new Error(`${runId} does not wait`)
    this.#waits.delete(runId)
    const result = this.result(runId)
    this.engine.decide(run, approvalId, { decision: 'approved', value: undefined, feedback: undefined, by: 'bench' })
    return result
  }

  async close(): Promise<void> {
    await this.engine.close()
    this.#close()
  }
}

function inMemory(bus: Bus) {
  const store = new MemoryStore()
  const stores = memoryStores(store)
  const log: EventLog = new EventLog({ store, ...logOptions(bus) })
  return { log, stores, close: () => undefined }
}

function onDisk(bus: Bus) {
  const home = mkdtempSync(join(process.env.BENCH_DATA ?? tmpdir(), 'slashflow-bench-'))
  const { database } = openDatabase(home, 'bench')
  const log: EventLog = new EventLog({ store: new SqliteStore(database, sealKey(home)), ...logOptions(bus) })
  const ownership = { id: 'bench', isAlive: () => true }
  const stores = sqliteStores(database, log, ownership, () => () => undefined)
  const close = () => {
    database.close()
    rmSync(home, { recursive: true, force: true })
  }
  return { log, stores, close }
}

function logOptions(bus: Bus) {
  return {
    clock: systemClock,
    onForked: (runId: string) => console.error(`forked ${runId}`),
    publish: bus.publish.bind(bus),
    onTrouble: (message: string | null) => message && console.error(message),
    onError: (error: unknown) => console.error(error),
  }
}

type Edges = Workflow['edges']

function workflowOf(nodes: readonly WorkflowNode[], edges: Edges): Workflow {
  return { format: 'slashflow/1', name: 'bench', nodes: [{ id: 'start', kind: 'start' }, ...nodes], edges: [...edges] }
}

export function chainOf(length: number): Workflow {
  const nodes: WorkflowNode[] = []
  const edges: Edges = []
  for (let index = 0; index < length; index += 1) {
    const before = index === 0 ? 'start' : `n${index - 1}`
    nodes.push({ id: `n${index}`, kind: 'step', config: { value: `{{ nodes.${before} }}` }, approve: 'never' })
    edges.push({ from: before, to: `n${index}` })
  }
  return workflowOf(nodes, edges)
}

export function fanOf(width: number): Workflow {
  const ids = Array.from({ length: width }, (_, index) => `b${index}`)
  const branches = ids.map((id): WorkflowNode => ({ id, kind: 'step', config: { value: '{{ nodes.start }}' } }))
  const values = ids.map((id) => `{{ nodes.${id} }}`)
  return workflowOf(
    [...branches, { id: 'join', kind: 'sum', config: { values } }],
    [...ids.map((id) => ({ from: 'start', to: id })), ...ids.map((id) => ({ from: id, to: 'join' }))],
  )
}

export function streamOf(chunks: number): Workflow {
  return workflowOf([{ id: 's', kind: 'streamer', config: { chunks } }], [{ from: 'start', to: 's' }])
}

export function waitOf(): Workflow {
  return workflowOf(
    [
      { id: 'w', kind: 'approval' },
      { id: 'n', kind: 'step', config: { value: '{{ nodes.start }}' } },
    ],
    [
      { from: 'start', to: 'w' },
      { from: 'w.approved', to: 'n' },
    ],
  )
}
