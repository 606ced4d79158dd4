/** Finds an Electron that can be started, without ever starting a download. */
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const PACKAGE = resolve(import.meta.dirname, '../../node_modules/electron')

/** The path of the Electron program, or undefined where this machine has none: skip such a test with NO_ELECTRON. */
export function findElectron(): string | undefined {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH
  const pathFile = join(PACKAGE, 'path.txt')
  const program = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : 'electron'
  const path = override ? join(override, program) : join(PACKAGE, 'dist', program)
  return existsSync(path) ? path : undefined
}

export const NO_ELECTRON =
  'No Electron runtime: run `npx install-electron`, or set ELECTRON_OVERRIDE_DIST_PATH to a folder that has one.'
