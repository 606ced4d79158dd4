/** The app as the command line has it: composed for one command, and closed before the process ends. */
import type { App } from '../../app.ts'
import { dataFolder } from '../data-folder.ts'
import { desktopNotifier } from '../desktop-notifier.ts'
import { findInstallation, type Installation } from '../install-folder.ts'

export interface OpenApp {
  readonly app: App
  readonly home: string
  readonly installation: Installation
}

/** `adopt`: take over unfinished runs, as a host that stays does and a single command does not. */
export async function openApp(host: 'cli' | 'web', adopt: boolean): Promise<OpenApp> {
  const { compose } = await import('../../compose.ts')
  const home = dataFolder(process.env)
  const installation = findInstallation(import.meta.url)
  const { version, bundled } = installation
  const app = await compose({
    home,
    host,
    version,
    bundled,
    env: process.env,
    notifier: desktopNotifier(process.platform),
    adopt,
  })
  return { app, home, installation }
}

/** Composes for the length of `work`, and tells what went wrong beside it: before, and what came to light meanwhile. */
export async function withApp<T>(work: (opened: OpenApp) => Promise<T>): Promise<T> {
  const opened = await openApp('cli', false)
  const told = new Set<string>()
  const tell = (): void => {
    for (const warning of opened.app.warnings()) {
      if (!told.has(warning)) process.stderr.write(`slashflow: ${warning}\n`)
      told.add(warning)
    }
  }
  try {
    tell()
    const result = await work(opened)
    tell()
    return result
  } finally {
    await opened.app.close()
  }
}
