/**
 * Tests of the command line start the built program, as a person does: it starts several times as fast as the sources.
 * Here it is built where a source is newer; in CI it just was.
 */
import { readdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build } from 'vite'
import { ROOT } from './home.ts'
import { BUILT_ENTRY } from './slashflow-process.ts'

const SOURCES = ['main', 'shared', 'package-lock.json']

export async function setup(): Promise<void> {
  const built = statSync(BUILT_ENTRY, { throwIfNoEntry: false })?.mtimeMs ?? 0
  if (SOURCES.every((source) => newest(resolve(ROOT, source)) < built)) return
  await build({ configFile: resolve(ROOT, 'main/host/cli/vite.config.ts'), logLevel: 'warn' })
}

function newest(path: string): number {
  const stats = statSync(path)
  if (!stats.isDirectory()) return stats.mtimeMs
  const inside = readdirSync(path, { recursive: true, encoding: 'utf8' })
  return Math.max(stats.mtimeMs, ...inside.map((name) => statSync(join(path, name)).mtimeMs))
}
