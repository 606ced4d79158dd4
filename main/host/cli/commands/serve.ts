import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { serveWeb } from '../../web/serve.ts'
import { EXIT, type ExitCode, UsageError } from '../exit-codes.ts'
import { openApp } from '../open-app.ts'

/** The app in a browser, until a signal ends it; its runs are held then and go on at the next start. */
export async function serveCommand(port: number | undefined): Promise<ExitCode> {
  const { app, installation } = await openApp('web', true)
  try {
    if (!existsSync(join(installation.renderer, 'index.html')))
      throw new UsageError('The screen is not built: run "npm run build" in the checkout first')
    for (const warning of (await app.call('app.info', {})).warnings) log(warning)
    const host = await serveWeb({
      bridge: app,
      renderer: installation.renderer,
      log,
      ...(port !== undefined && { port }),
    })
    const ending = ended()
    process.stdout.write(`Slashflow is at ${host.url}\n`)
    log('whoever has this address can use it; Ctrl+C ends it and holds its runs')
    await ending
    await host.close()
    return EXIT.succeeded
  } finally {
    await app.close()
  }
}

const log = (line: string): void => void process.stderr.write(`slashflow: ${line}\n`)

function ended(): Promise<void> {
  return new Promise((settle) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => settle())
  })
}
