/**
 * What retention leaves of a run's events: where they ended, sealed, so that nobody can call a loss retention.
 *
 *   U1. The run's row is sealed with it, since no event says any more what that said. Stubs of earlier versions have a
 *       seal without it, and without the word that such a one begins with.
 *   U2. A migration that writes rows anew leaves those as they are.
 */
import type { DatabaseSyncInstance } from '@photostructure/sqlite'
import { canonicalJson } from './canonical-event.ts'
import type { SealKey } from './seal.ts'

const WITH_ROW = 'row:'
const ROW =
  'select status, workflow, started_at, ended_at, waiting, parent, correlation, summary from run where key = ?'

export interface Stub {
  readonly seq: number
  readonly hash: string
  readonly chunks: number
  readonly removedAt: string
  /** Which setting asked for it, in words. */
  readonly rule: string
  readonly seal: string
}

/** The run that it is left of. */
export interface KeptRun {
  readonly key: number
  readonly id: string
}

export function stubsOf(database: DatabaseSyncInstance): ReadonlyMap<number, Stub> {
  const stubs = new Map<number, Stub>()
  for (const row of database.prepare('select * from stub').iterate()) stubs.set(Number(row.run_key), toStub(row))
  return stubs
}

export function stubOf(database: DatabaseSyncInstance, runKey: number): Stub | undefined {
  const row = database.prepare('select * from stub where run_key = ?').get(runKey)
  return row && toStub(row)
}

function toStub(row: Record<string, unknown>): Stub {
  return {
    seq: Number(row.seq),
    hash: String(row.hash),
    chunks: Number(row.chunks),
    removedAt: String(row.removed_at),
    rule: String(row.rule),
    seal: String(row.seal),
  }
}

/** Inside the transaction that leaves it. */
export function sealOfStub(
  database: DatabaseSyncInstance,
  run: KeptRun,
  stub: Omit<Stub, 'seal'>,
  key: SealKey,
): string {
  return WITH_ROW + macOf(stub, run.id, key, `\n${rowOf(database, run.key)}`)
}

export function isStubSealed(database: DatabaseSyncInstance, run: KeptRun, stub: Stub, key: SealKey): boolean {
  return stub.seal.startsWith(WITH_ROW)
    ? stub.seal === sealOfStub(database, run, stub, key)
    : stub.seal === macOf(stub, run.id, key, '')
}

function macOf(stub: Omit<Stub, 'seal'>, runId: string, key: SealKey, row: string): string {
  return key.stub(runId, stub.seq, stub.hash, stub.chunks, `${stub.removedAt}\n${stub.rule}${row}`)
}

function rowOf(database: DatabaseSyncInstance, runKey: number): string {
  return canonicalJson({ ...database.prepare(ROW).get(runKey) })
}
