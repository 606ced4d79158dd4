/** The whole app in this process, on a data folder of its own: what the screen calls, without a screen. */
import { join } from 'node:path'
import type { App } from '#main/app.ts'
import { compose } from '#main/compose.ts'
import { type Home, ROOT } from './home.ts'

/** `adopt`: it takes over runs whose owner is gone. */
export function composedApp(home: Home, adopt: boolean): Promise<App> {
  return compose({
    home: home.folder,
    host: 'web',
    version: 'test',
    bundled: join(ROOT, 'workflows'),
    env: { SLASHFLOW_LOG: 'off' },
    notifier: { notify: async () => ({ delivered: false }) },
    adopt,
  })
}
