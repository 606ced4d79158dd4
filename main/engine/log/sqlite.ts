/**
 * SQLite: the runtime's own where it has one, for nothing must then be looked for and loaded, and a call costs less; else
 * the library with the same API and binaries of its own.
 *
 *   One of the two in a process, so this is the only place that names them: two would undo each other's locks on a file.
 */
import { createRequire } from 'node:module'
import type * as Sqlite from '@photostructure/sqlite'

const { versions } = process

const sqlite: typeof Sqlite = isBuiltIn()
  ? (process.getBuiltinModule('node:sqlite') as unknown as typeof Sqlite) // whose API the library has
  : createRequire(import.meta.url)('@photostructure/sqlite')

export const { DatabaseSync } = sqlite

/** Of Node's own versions those that no longer call it experimental; Electron has none that every version of it brings. */
function isBuiltIn(): boolean {
  if (versions.electron !== undefined) return false
  const [major = 0, minor = 0] = versions.node.split('.').map(Number)
  return major > 25 || (major === 24 && minor >= 21)
}
