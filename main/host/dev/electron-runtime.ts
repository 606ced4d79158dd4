/** Finds an Electron to start or to pack: the one the environment names, the package's own, or a download of it. */
import { execFile, spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

export interface ElectronRuntime {
  readonly folder: string
  readonly program: string
}

/** What the electron package calls the program inside its `dist`. */
const PROGRAM: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
}

/** Undefined where none is on this machine. */
export function findElectron(root: string, env: NodeJS.ProcessEnv): ElectronRuntime | undefined {
  const folder = env.ELECTRON_OVERRIDE_DIST_PATH || join(root, 'node_modules', 'electron', 'dist')
  const program = join(folder, PROGRAM[process.platform] ?? 'electron')
  return existsSync(program) ? { folder, program } : undefined
}

/** Downloads the package's own Electron. Returns why it is not there, or undefined where it is. */
export function downloadElectron(root: string, withinMs: number): Promise<string | undefined> {
  const installer = join(root, 'node_modules', 'electron', 'install.js')
  if (!existsSync(installer)) return Promise.resolve('the electron package is not installed')
  return new Promise((settle) => {
    const download = spawn(process.execPath, [installer], { stdio: ['ignore', 'ignore', 'pipe'] })
    let said = ''
    download.stderr.on('data', (piece: Buffer) => {
      said += piece.toString('utf8')
    })
    const patience = setTimeout(() => download.kill('SIGKILL'), withinMs)
    download.on('error', (error) => settle(error.message))
    download.on('exit', (code, signal) => {
      clearTimeout(patience)
      if (code === 0) return settle(undefined)
      settle(
        signal
          ? `its download took longer than ${withinMs / 1_000} s`
          : `its download failed: ${firstLine(said) || `exit code ${code}`}`,
      )
    })
  })
}

/** Of what an uncaught error printed, without the name of its class. */
const firstLine = (said: string): string => (said.trim().split('\n')[0] ?? '').replace(/^(\w*Error): /, '')

/** Such as `45.4.1`. */
export async function electronVersion({ folder, program }: ElectronRuntime): Promise<string> {
  const file = join(folder, 'version')
  if (existsSync(file)) return readFileSync(file, 'utf8').trim().replace(/^v/, '')
  const { stdout } = await promisify(execFile)(program, ['-p', 'process.versions.electron'], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  })
  return stdout.trim()
}
