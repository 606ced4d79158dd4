/** The built desktop app in a real Electron, on a data folder of its own. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import type { CallInput, CallName, CallOutput } from '#shared/ipc/contract.ts'
import { findElectron } from '../../support/electron-runtime.ts'
import { ROOT } from '../../support/home.ts'
import { launchElectron, SANDBOX } from '../../support/launch-electron.ts'

export async function dataFolder(): Promise<{ readonly home: string; clean(): Promise<void> }> {
  const home = await mkdtemp(join(tmpdir(), 'slashflow-app-'))
  return { home, clean: () => rm(home, { recursive: true, force: true, maxRetries: 10 }) }
}

export function environment(home: string): Record<string, string> {
  const {
    OPENAI_BASE_URL: _url,
    OPENAI_API_KEY: _key,
    SLASHFLOW_MODEL: _model,
    ELECTRON_RUN_AS_NODE: _node,
    ...rest
  } = process.env
  const env = Object.entries({ ...rest, SLASHFLOW_HOME: home })
  return Object.fromEntries(env.filter((entry): entry is [string, string] => entry[1] !== undefined))
}

export const launch = (home: string): Promise<ElectronApplication> => launchElectron(environment(home))

/** Starts the app once more on the same data folder, with a file or without, and resolves when that process has ended. */
export async function startAgain(home: string, ...files: readonly string[]): Promise<number> {
  const second = spawn(findElectron() ?? '', [ROOT, ...SANDBOX, ...files], { env: environment(home), stdio: 'ignore' })
  const [code] = await once(second, 'exit')
  return code
}

/** The first window, once its page has its bridge. */
export async function firstPage(app: ElectronApplication): Promise<Page> {
  const page = await app.firstWindow()
  await page.waitForFunction(() => 'slashflow' in window)
  return page
}

type Reply =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: { readonly code: string; readonly message: string } }

/** As the page calls it: through the preload, whatever the name and the input. */
export function rawCall(page: Page, name: string, input: unknown = {}): Promise<Reply> {
  return page.evaluate(
    ([called, given]) =>
      (window as unknown as { slashflow: { call(name: string, input: unknown): Promise<Reply> } }).slashflow.call(
        called,
        given,
      ), // the page's own type is the renderer's
    [name, input] as const,
  )
}

export async function call<N extends CallName>(page: Page, name: N, input: CallInput<N>): Promise<CallOutput<N>> {
  const reply = await rawCall(page, name, input)
  if (!reply.ok) throw new Error(`${name}: ${reply.error.message}`)
  return reply.value as never // main is trusted: the contract types it
}
