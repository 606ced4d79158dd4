/**
 * Upgrades of older files, one step of the format number each. A migration that was released is never changed: files
 * that it upgraded are out there.
 */
import type { Json } from '../json.ts'

export type FileObject = { readonly [key: string]: Json }

export interface Migration {
  /** The format number it makes from the one before. */
  readonly to: number
  /** What changed, in a few words: `ports are named in edges`. */
  readonly name: string
  /** Must not change what it is given. `format` is set for it. */
  up(file: FileObject): FileObject
}

/** None so far: `slashflow/1` is the first format. */
export const MIGRATIONS: readonly Migration[] = []

/** The file in format `current`; undefined where a step is missing. */
export function migrate(
  file: FileObject,
  from: number,
  current: number,
  migrations: readonly Migration[],
): FileObject | undefined {
  let upgraded = file
  for (let version = from + 1; version <= current; version += 1) {
    const migration = migrations.find((candidate) => candidate.to === version)
    if (!migration) return undefined
    upgraded = { ...migration.up(upgraded), format: `slashflow/${version}` }
  }
  return upgraded
}
