/**
 * Checks the chain of every run against its seal, and names what was changed, removed, cut off, reordered or added; then
 * the table of runs against the events. Goes through the log once, in its order, holding a line of notes for each run,
 * the state of those that are open, and no event.
 */
import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseSyncInstance } from '@photostructure/sqlite'
import { CallError } from '#shared/ipc/call-error.ts'
import { chunkFaultOf, endFaultOf, newTrail, type Trail } from './check-chain.ts'
import { EndingChecks } from './check-endings.ts'
import { RowChecks } from './check-row.ts'
import { StoredValues } from './check-values.ts'
import { DATABASE_FILE, isDamage, messageOf } from './database.ts'
import type { Fault, Finding } from './finding.ts'
import { MissingRuns } from './missing-runs.ts'
import { newestFinding } from './newest-run.ts'
import { SCHEMA_VERSION } from './schema.ts'
import { presentSealKey, SEAL_KEY_FILE, type SealKey } from './seal.ts'
import { DatabaseSync } from './sqlite.ts'
import { isStubSealed, type Stub, stubsOf } from './stub.ts'
import { refuseNewer } from './upgrade.ts'

export interface Verification {
  readonly ok: boolean
  readonly checked: { readonly runs: number; readonly events: number }
  readonly findings: readonly Finding[]
}

/** `run`: only that one, by its id or the beginning of it. Throws CallError `run.unknown`, `database.older`, `database.newer`. */
export function verifyLog(home: string, run?: string): Verification {
  const file = join(home, DATABASE_FILE)
  const isThere = hasLog(home, file)
  const key = presentSealKey(home)
  // The key is made after the database.
  if (!isThere) return key ? unchecked(`The log itself is missing: ${file} is gone, its key is there.`) : NOTHING
  const database = new DatabaseSync(file, { readOnly: true })
  try {
    if (refuseNewer(database, { file }) < SCHEMA_VERSION)
      throw new CallError(
        'database.older',
        `${file} is of an older Slashflow. Any other command upgrades it, after a backup: "slashflow list", then verify.`,
      )
    if (!key) return hasRuns(database) ? unchecked(keyMissing(home)) : NOTHING // without runs nothing is sealed
    return verifyDatabase(database, key, run === undefined ? undefined : runBeginning(database, run))
  } catch (error) {
    if (messageOf(error).includes('unable to open')) throw cannotOpen(file)
    if (!isDamage(error)) throw error
    return unchecked(`The database cannot be read: ${messageOf(error)}.`, run)
  } finally {
    database.close()
  }
}

const NOTHING: Verification = { ok: true, checked: { runs: 0, events: 0 }, findings: [] }

const unchecked = (message: string, runId = 'unknown'): Verification => ({
  ...NOTHING,
  ok: false,
  findings: [{ runId, seq: 0, message }],
})

const keyMissing = (home: string): string =>
  `${join(home, SEAL_KEY_FILE)} is missing, so no seal can be checked. Put it back from a backup before anything else is started: with a new key all that was sealed looks changed.`

const hasRuns = (database: DatabaseSyncInstance): boolean =>
  database.prepare('select 1 from run limit 1').get() !== undefined

/** What cannot be looked at is not intact. Throws CallError `database.unreadable`. */
function hasLog(home: string, file: string): boolean {
  const look = (path: string) => statSync(path, { throwIfNoEntry: false })
  try {
    if (look(home)?.isDirectory() !== false) return look(file) !== undefined
  } catch {
    // Closed to this user, or a link to itself.
  }
  throw cannotOpen(file)
}

/** Also to read it, SQLite writes beside it. */
const cannotOpen = (file: string): CallError =>
  new CallError(
    'database.unreadable',
    `${file} cannot be opened: its folder is read-only, closed to this user or no folder. Copy the folder to where you can write, and set SLASHFLOW_HOME to the copy.`,
  )

function runBeginning(database: DatabaseSyncInstance, prefix: string): string {
  const found = database
    .prepare('select id from run where substr(id, 1, length(?1)) = ?1 order by id = ?1 desc, key desc limit 2')
    .all(prefix)
    .map(({ id }) => String(id))
  const [first] = found
  if (first === undefined || prefix === '')
    throw new CallError(
      'run.unknown',
      `There is no run ${prefix}. "slashflow verify" checks the whole log, and says whether any is missing.`,
    )
  if (first !== prefix && found.length > 1)
    throw new CallError('run.unknown', `Several runs begin with ${prefix}. Write more of the id.`)
  return first
}

export function verifyDatabase(database: DatabaseSyncInstance, key: SealKey, runId?: string): Verification {
  database.exec('begin')
  try {
    return new Check(database, key, runId).result()
  } finally {
    database.exec('rollback')
  }
}

class Check {
  readonly #database: DatabaseSyncInstance
  readonly #key: SealKey
  readonly #runId: string | undefined
  readonly #trails = new Map<number, Trail>()
  readonly #stubs: ReadonlyMap<number, Stub>
  readonly #findings: Finding[] = []
  readonly #values: StoredValues
  readonly #rows: RowChecks
  readonly #endings = new EndingChecks()
  readonly #missing: MissingRuns

  constructor(database: DatabaseSyncInstance, key: SealKey, runId: string | undefined) {
    this.#database = database
    this.#key = key
    this.#runId = runId
    this.#stubs = stubsOf(database)
    this.#values = new StoredValues(database)
    this.#rows = new RowChecks(database)
    this.#missing = new MissingRuns(database)
    const runs = runId
      ? database.prepare('select key, id, correlation, last from run where id = ?').all(runId)
      : database.prepare('select key, id, correlation, last from run order by key').all()
    if (runId && runs.length === 0) throw new CallError('run.unknown', `There is no run ${runId}.`)
    for (const run of runs)
      this.#trails.set(Number(run.key), newTrail(String(run.id), String(run.correlation), run.last !== null))
  }

  result(): Verification {
    this.#readChunks()
    let events = 0
    for (const [runKey, trail] of this.#trails) {
      events += trail.expected
      const stub = this.#stubs.get(runKey)
      this.#report(
        trail.runId,
        trail.fault ?? (stub ? this.#stubFault(runKey, stub, trail) : endFaultOf(trail, this.#key)),
      )
    }
    if (this.#runId === undefined) this.#findStrangers()
    this.#compareRows()
    const findings = this.#findings
    return { ok: findings.length === 0, checked: { runs: this.#trails.size, events }, findings }
  }

  #readChunks(): void {
    const only = this.#runId === undefined ? '' : `where run_key = ${[...this.#trails.keys()][0]}`
    const chunks = this.#database
      .prepare(`select position, run_key, prev, seq, count, hash, seal, body from chunk ${only} order by position`)
      .iterate()
    for (const chunk of chunks) {
      const trail = this.#trailOf(Number(chunk.run_key), chunk)
      const runKey = Number(chunk.run_key)
      trail.fault ??= chunkFaultOf(chunk, trail, this.#values, (events) => {
        this.#rows.take(runKey, trail.runId, events)
        this.#endings.take(runKey, events)
        this.#missing.take(events)
      })
    }
  }

  /** Chunks whose run is not in the table: its row was taken out, or they were put in. */
  #trailOf(runKey: number, chunk: Record<string, unknown>): Trail {
    const known = this.#trails.get(runKey)
    if (known) return known
    const runId = /"runId":"([^"]*)"/.exec(String(chunk.body))?.[1] ?? 'unknown'
    const trail = newTrail(runId, '', true)
    trail.fault = {
      seq: Number(chunk.seq),
      message: 'These events belong to no run: the run was removed from the list, or the events were added.',
    }
    this.#trails.set(runKey, trail)
    return trail
  }

  #stubFault(key: number, stub: Stub, trail: Trail): Fault | undefined {
    if (!isStubSealed(this.#database, { key, id: trail.runId }, stub, this.#key))
      return {
        seq: stub.seq,
        message:
          'The seal of what retention left of this run does not fit: that was forged or changed, or its row in the table of runs was.',
      }
    if (trail.chunk > 0) return { seq: 0, message: 'Events were added to a run whose events retention has removed.' }
    return undefined
  }

  /** Only of a run whose events are as they were: else they say nothing. */
  #compareRows(): void {
    const found = this.#found
    for (const [runKey, { runId }] of this.#trails)
      if (!found.has(runId))
        for (const fault of [...this.#endings.faultsOf(runKey), ...this.#rows.faultsOf(runKey, runId)])
          this.#report(runId, fault)
  }

  /** Runs of which something was found. */
  get #found(): ReadonlySet<string> {
    return new Set(this.#findings.map(({ runId }) => runId))
  }

  #report(runId: string, fault: Fault | undefined): void {
    if (fault) this.#findings.push({ runId, ...fault })
  }

  #findStrangers(): void {
    for (const [runKey, stub] of this.#stubs)
      if (!this.#trails.has(runKey))
        this.#report('unknown', {
          seq: stub.seq,
          message: 'What retention left of a run belongs to no run: the run was removed from the list.',
        })
    this.#findGaps()
    const newest = newestFinding(this.#database, this.#key, this.#found)
    if (newest) this.#findings.push(newest)
    const found = this.#found
    for (const finding of this.#missing.named()) if (!found.has(finding.runId)) this.#findings.push(finding)
  }

  /** K4: rowids count up without gaps but for the chunks that retention has taken. Where a run has a finding, that explains it. */
  #findGaps(): void {
    if (this.#findings.length > 0) return
    const { last, chunks } = this.#database
      .prepare('select coalesce(max(position), 0) as last, count(*) as chunks from chunk')
      .get() as { last: number; chunks: number } // the columns of this query
    const removed = [...this.#stubs.values()].reduce((sum, stub) => sum + stub.chunks, 0)
    const missing = last - chunks - removed
    if (missing !== 0)
      this.#report('unknown', {
        seq: 0,
        message: missing > 0 ? this.#missing.gap(missing) : `${-missing} pieces of the log were added.`,
      })
  }
}
