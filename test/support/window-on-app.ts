/** The window's documents on the real app, in this process: what a page calls, without a page. */
import { vi } from 'vitest'
import type { App } from '#main/app.ts'
import type { CallName } from '#shared/ipc/contract.ts'
import { composedApp } from './composed-app.ts'
import type { Home } from './home.ts'

type Listener = (payload: never) => void

/** What comes between the window and the app, where something does. */
export interface Between {
  /** Answers with what the window is told; `pass` lets the call through. */
  call?(name: CallName, input: never, pass: () => Promise<unknown>): Promise<unknown>
  listens?(name: string, listener: Listener): void
}

/** For `beforeAll`, before what imports the window's modules. `close` ends the app and removes the folder. */
export async function windowOnApp(
  home: Home,
  { call = (_name, _input, pass) => pass(), listens }: Between = {},
): Promise<{ readonly app: App; readonly close: () => Promise<void> }> {
  const app = await composedApp(home, false)
  vi.stubGlobal('window', {
    slashflow: {
      call: async (name: CallName, input: never) => ({
        ok: true,
        value: await call(name, input, () => app.call(name, input)),
      }),
      on(name: string, listener: Listener) {
        listens?.(name, listener)
        return app.on(name as never, listener as never) // both are the window's to match
      },
    },
  })
  vi.stubGlobal('addEventListener', () => undefined)
  const close = async () => {
    await app.close()
    home.remove()
  }
  return { app, close }
}
