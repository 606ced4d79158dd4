/** Starts the built app in a real Electron. */
import { _electron, type ElectronApplication } from '@playwright/test'
import { inApp } from './ask-electron.ts'
import { findElectron, NO_ELECTRON } from './electron-runtime.ts'
import { ROOT } from './home.ts'

/** Chromium's own sandbox does not start as root, as in a container. */
export const SANDBOX: readonly string[] = process.getuid?.() === 0 ? ['--no-sandbox'] : []

/** Shorter than a test's own limit, so that an Electron that hangs is reported with what it said. */
const STARTS_WITHIN_MS = 120_000

/** A window that appears while Playwright connects hangs it, once in some fifty starts: the app is held back until it has. */
export async function launchElectron(env: Readonly<Record<string, string>>): Promise<ElectronApplication> {
  const executablePath = findElectron()
  if (!executablePath) throw new Error(NO_ELECTRON)
  const app = await _electron.launch({
    executablePath,
    args: [...SANDBOX, 'test/support/held-app.cjs'],
    cwd: ROOT,
    env: { ...env },
    timeout: STARTS_WITHIN_MS,
  })
  await inApp(app, () => (globalThis as unknown as { showHeldApp(): void }).showHeldApp()) // held-app.cjs puts it there
  return app
}
