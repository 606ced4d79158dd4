/** Where the app, the command line and the web host keep their data: one folder for all three. */
import { resolve } from 'node:path'
import envPaths from 'env-paths'

/** Absolute. `SLASHFLOW_HOME` moves it; otherwise it is the system's place for application data. */
export function dataFolder(env: Readonly<Record<string, string | undefined>>): string {
  const moved = env.SLASHFLOW_HOME
  return moved ? resolve(moved) : envPaths('slashflow', { suffix: '' }).data
}
