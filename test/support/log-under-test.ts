/** A log of its own in a temporary folder, without an engine: what is staged is the test's to say. */
import { hash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DatabaseSyncInstance } from '@photostructure/sqlite'
import { openDatabase } from '#main/engine/log/database.ts'
import { EventLog } from '#main/engine/log/event-log.ts'
import { type RunOrigin, RunStore } from '#main/engine/log/run-store.ts'
import { type SealKey, sealKey } from '#main/engine/log/seal.ts'
import { SqliteStore } from '#main/engine/log/sqlite-store.ts'
import { type Verification, verifyDatabase } from '#main/engine/log/verify.ts'
import type { EventDraft, RunEvent } from '#shared/events/event.ts'
import type { Json } from '#shared/json.ts'
import type { RunStatus } from '#shared/state/run-state.ts'
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

  constructor(home = temporaryFolder()) {
    this.home = home
    this.database = openDatabase(home, 'test').database
    this.key = sealKey(home)
    this.store = new RunStore(this.database)
    this.log = this.another(this.database)
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
  begin(runId: string, { recorded, ...origin }: RunOrigin & { readonly recorded?: string } = {}): void {
    const key = this.store.insert(runId, 'owner', 'test', this.#at(), origin)
    this.log.open(runId, key, origin.correlation === undefined ? {} : { correlationId: origin.correlation })
    this.log.put(VERSION, WORKFLOW)
    this.stage(
      runId,
      recorded === undefined ? started : { ...started, data: { ...started.data, replay: { of: 'old', recorded } } },
    )
  }

  stage(runId: string, draft: EventDraft): RunEvent {
    return this.log.stage(runId, draft)
  }

  /** A run of `steps` transactions of three events each, and its end. */
  run(
    runId: string,
    steps: number,
    { status = 'succeeded', output = 1 }: { status?: RunStatus; output?: Json } = {},
  ): void {
    this.begin(runId)
    this.log.flush()
    for (let step = 0; step < steps; step += 1) {
      for (const draft of stepOf(`n${step}`, output)) this.stage(runId, draft)
      this.log.flush()
    }
    this.end(runId, status)
  }

  end(runId: string, status: RunStatus = 'succeeded'): void {
    this.stage(runId, { type: 'run.succeeded', data: { result: null } })
    this.log.also(() => this.store.update(runId, { status, endedAt: this.#at(), waiting: 0, summary: '{"steps":[]}' }))
    this.log.flush()
    this.log.close(runId)
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

  #at(): string {
    return new Date(this.clock.now()).toISOString()
  }
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
