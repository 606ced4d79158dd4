/** A log of its own in a temporary folder, without an engine: what is staged is the test's to say. */
import { hash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DatabaseSyncInstance } from '@photostructure/sqlite'
import { openDatabase } from '#main/engine/log/database.ts'
import { EventLog } from '#main/engine/log/event-log.ts'
import type { NewRun } from '#main/engine/log/run-row.ts'
import { RunStore } from '#main/engine/log/run-store.ts'
import { standingOf } from '#main/engine/log/run-summary.ts'
import { type SealKey, sealKey } from '#main/engine/log/seal.ts'
import { SqliteStore } from '#main/engine/log/sqlite-store.ts'
import { type Verification, verifyDatabase } from '#main/engine/log/verify.ts'
import type { EventDraft, RunEvent } from '#shared/events/event.ts'
import type { Json } from '#shared/json.ts'
import { applyRunEvent } from '#shared/state/fold-run.ts'
import { newRunState, type RunState } from '#shared/state/run-state.ts'
import { TurnedClock } from './turned-clock.ts'

export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'slashflow-log-'))
}

export class LogUnderTest {
  readonly home: string
  readonly clock = new TurnedClock()
  readonly database: DatabaseSyncInstance
  readonly key: SealKey
  readonly log: EventLog
  readonly store: RunStore
  readonly heard: RunEvent[] = []
  readonly forked: string[] = []
  readonly trouble: (string | null)[] = []
  readonly #states = new Map<string, RunState>()

  constructor(home = temporaryFolder()) {
    this.home = home
    this.database = openDatabase(home, 'test').database
    this.key = sealKey(home)
    this.store = new RunStore(this.database)
    this.log = this.another(this.database)
    this.log.project({ shows: (runId) => this.#shows(runId), write: (runId, last) => this.#project(runId, last) })
  }

  /** A log on the same data, as a second process has one. */
  another(database = openDatabase(this.home, 'test').database): EventLog {
    return new EventLog({
      store: new SqliteStore(database, this.key),
      clock: this.clock,
      publish: (event) => this.heard.push(event),
      onForked: (runId) => this.forked.push(runId),
      onTrouble: (message) => this.trouble.push(message),
      onError: (error) => {
        throw error
      },
    })
  }

  /** `recorded`: the hash of endings that it takes over. */
  begin(
    runId: string,
    { recorded, ...origin }: Pick<NewRun, 'parent' | 'correlation'> & { readonly recorded?: string } = {},
  ): void {
    const { parent, correlation } = origin
    const insert = () => {
      const state = this.#states.get(runId)
      const names = { runId, owner: 'owner', workflow: 'test', startedAt: state?.startedAt ?? '' }
      return this.store.insert({ ...names, ...origin, standing: state && standingOf(state) })
    }
    this.log.open(runId, insert, correlation === undefined ? {} : { correlationId: correlation })
    this.log.put(VERSION, WORKFLOW)
    this.#states.set(runId, newRunState(runId))
    const data = {
      ...started.data,
      ...(recorded !== undefined && { replay: { of: 'old', recorded } }),
      ...(parent !== undefined && { parent: { runId: parent, nodeId: 'call', path: '', iteration: 0, depth: 1 } }),
    }
    this.stage(runId, { ...started, data })
  }

  stage(runId: string, draft: EventDraft): RunEvent {
    const event = this.log.stage(runId, draft)
    const state = this.#states.get(runId)
    if (state) applyRunEvent(state, event)
    return event
  }

  /** A run of `steps` transactions of three events each, and its end. */
  run(
    runId: string,
    steps: number,
    { status = 'succeeded', output = 1 }: { status?: EndedStatus; output?: Json } = {},
  ): void {
    this.begin(runId)
    this.log.flush()
    for (let step = 0; step < steps; step += 1) {
      for (const draft of stepOf(`n${step}`, output)) this.stage(runId, draft)
      this.log.flush()
    }
    this.end(runId, status)
  }

  end(runId: string, status: EndedStatus = 'succeeded'): void {
    this.stage(runId, ENDS[status])
    this.log.flush()
    this.log.close(runId)
    this.#states.delete(runId)
  }

  events(runId: string, fromSeq = 0): readonly RunEvent[] {
    return [...this.store.events(this.store.find(runId)?.key ?? 0, fromSeq)]
  }

  verify(runId?: string): Verification {
    return verifyDatabase(this.database, this.key, runId)
  }

  remove(): void {
    if (this.database.isOpen) this.database.close()
    rmSync(this.home, { recursive: true, force: true })
  }

  #shows(runId: string): string | undefined {
    const state = this.#states.get(runId)
    return state && `${state.status} ${state.waits.size}`
  }

  #project(runId: string, last: number): void {
    const state = this.#states.get(runId)
    if (state) this.store.update(runId, standingOf(state), last)
  }
}

type EndedStatus = 'succeeded' | 'failed' | 'interrupted'

const ENDS: Readonly<Record<EndedStatus, EventDraft>> = {
  succeeded: { type: 'run.succeeded', data: { result: null } },
  failed: { type: 'run.failed', data: { code: 'test.failed', message: 'as the test says' } },
  interrupted: { type: 'run.interrupted', data: { receipt: [] } },
}

const WORKFLOW = '{"name":"test"}'
const VERSION = hash('sha256', WORKFLOW, 'hex')

const started: EventDraft & { readonly type: 'run.started' } = {
  type: 'run.started',
  data: { workflow: 'test', version: VERSION, args: {}, workspace: '', trusted: true, by: 'test' },
  causationId: null,
}

export function stepOf(nodeId: string, output: Json = 1): readonly EventDraft[] {
  return [
    { type: 'node.activated', nodeId, iteration: 0, data: { loop: { iteration: 0 } } },
    { type: 'node.started', nodeId, iteration: 0, attempt: 1, data: { input: { value: output } } },
    { type: 'node.completed', nodeId, iteration: 0, attempt: 1, data: { port: 'out', output } },
  ]
}
