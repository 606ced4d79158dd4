/** `npm start`: the app in its window where this machine can show one, else the same app in the browser. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { build, isStale, ROOT } from './checkout.ts'
import { downloadElectron, type ElectronRuntime, findElectron } from './electron-runtime.ts'
import { openInBrowser } from './open-in-browser.ts'

const DOWNLOAD_WITHIN_MS = 20_000 // Nobody should wait long for the first look; `npx install-electron` takes its time.
const STARTS_WITHIN_MS = 10_000 // An Electron that ends with an error before this never showed a window.

const say = (line: string): void => void process.stderr.write(`${line}\n`)

async function start(): Promise<number> {
  if (isStale(ROOT)) {
    say('Building Slashflow…')
    await build(ROOT)
  }
  const electron = process.argv.includes('--browser') ? 'it was asked for' : await usableElectron()
  if (typeof electron === 'object') {
    const ended = await runElectron(electron)
    if (typeof ended === 'number') return ended
    say(`The desktop window did not start (${ended.reason}), so here is Slashflow in the browser.`)
  } else {
    say(`Slashflow opens in the browser: ${electron}.`)
  }
  return serve()
}

/** The runtime, or why there is no window. */
async function usableElectron(): Promise<ElectronRuntime | string> {
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY)
    return 'there is no display for a window'
  const found = findElectron(ROOT, process.env)
  if (found) return found
  if (process.env.ELECTRON_OVERRIDE_DIST_PATH)
    return `there is no Electron in ${process.env.ELECTRON_OVERRIDE_DIST_PATH}`
  say(`Fetching Electron, for at most ${DOWNLOAD_WITHIN_MS / 1_000} s…`)
  const problem = await downloadElectron(ROOT, DOWNLOAD_WITHIN_MS)
  return (
    findElectron(ROOT, process.env) ??
    `Electron is missing, ${problem ?? 'and its download left nothing'} (npx install-electron gets it for the next start)`
  )
}

/** Its exit code, or why it never came up. */
function runElectron({ program }: ElectronRuntime): Promise<number | { readonly reason: string }> {
  // Chromium refuses to sandbox root's processes; only a container or a test machine starts a desktop app as root.
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const { ELECTRON_RUN_AS_NODE: _asNode, ...env } = process.env
  return new Promise((settle) => {
    const startedAt = performance.now()
    const app = spawn(program, [ROOT, ...asRoot], { stdio: 'inherit', env })
    // Ctrl+C reaches the app by itself and it holds its runs; leaving first would lose its exit code.
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.kill(signal))
    app.on('error', (error) => settle({ reason: error.message }))
    app.on('exit', (code, signal) => {
      const isEarly = performance.now() - startedAt < STARTS_WITHIN_MS
      if (isEarly && code !== 0 && signal !== 'SIGINT' && signal !== 'SIGTERM')
        settle({ reason: signal ?? `exit code ${code}` })
      else settle(code ?? 0)
    })
  })
}

function serve(): Promise<number> {
  return new Promise((settle, reject) => {
    const host = spawn(process.execPath, [join(ROOT, 'out', 'cli', 'slashflow.js'), 'serve'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => host.kill(signal))
    let said = ''
    host.stdout.on('data', (piece: Buffer) => {
      process.stdout.write(piece)
      const before = said
      said += piece.toString('utf8')
      const url = /http:\/\/\S+#token=[\w-]+(?=\s)/.exec(said)?.[0]
      if (url && !before.includes(url)) openInBrowser(url)
    })
    host.on('error', reject)
    host.on('exit', (code) => settle(code ?? 0))
  })
}

try {
  process.exitCode = await start()
} catch (error) {
  say(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}
