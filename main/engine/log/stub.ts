/** What retention leaves of a run's events: where they ended, sealed, so that nobody can call a loss retention. */
import type { DatabaseSyncInstance } from '@photostructure/sqlite'
import type { SealKey } from './seal.ts'

export interface Stub {
  readonly seq: number
  readonly hash: string
  readonly chunks: number
  readonly removedAt: string
  /** Which setting asked for it, in words. */
  readonly rule: string
  readonly seal: string
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

export function sealOfStub(stub: Omit<Stub, 'seal'>, runId: string, key: SealKey): string {
  return key.stub(runId, stub.seq, stub.hash, stub.chunks, `${stub.removedAt}\n${stub.rule}`)
}

export function isStubSealed(stub: Stub, runId: string, key: SealKey): boolean {
  return stub.seal === sealOfStub(stub, runId, key)
}
