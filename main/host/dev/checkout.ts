/** The checkout that these scripts work on, and whether what was built from it is still what it says. */
import { spawn } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'

export const ROOT = resolve(import.meta.dirname, '..', '..', '..')

const SOURCES = ['main', 'renderer', 'shared', 'package.json', 'package-lock.json', 'electron.vite.config.ts']
const BUILT = ['out/main/main.cjs', 'out/preload/preload.cjs', 'out/renderer/index.html', 'out/cli/slashflow.js']

/** True where something was built from older sources, or not at all. */
export function isStale(root: string): boolean {
  const built = BUILT.map((path) => changedAt(join(root, path)))
  return Math.min(...built) < Math.max(...SOURCES.map((path) => newestIn(join(root, path))))
}

function changedAt(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
}

function newestIn(path: string): number {
  const status = statSync(path, { throwIfNoEntry: false })
  if (!status?.isDirectory()) return status?.mtimeMs ?? 0
  // A folder's own time tells of files that were deleted.
  return Math.max(status.mtimeMs, ...readdirSync(path).map((name) => newestIn(join(path, name))))
}

/** Rejects with what the build ended with; what it had to say is on the terminal then. */
export function build(root: string): Promise<void> {
  const npm = process.env.npm_execpath
  const [program, args] = npm ? [process.execPath, [npm, 'run', 'build']] : ['npm', ['run', 'build']]
  return new Promise((settle, reject) => {
    const building = spawn(program, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: !npm && process.platform === 'win32',
    })
    const said: Buffer[] = []
    building.stdout.on('data', (piece: Buffer) => said.push(piece))
    building.stderr.on('data', (piece: Buffer) => said.push(piece))
    building.on('error', reject)
    building.on('exit', (code) => {
      if (code === 0) return settle()
      process.stderr.write(Buffer.concat(said))
      reject(new Error(`The build failed with exit code ${code}: see above`))
    })
  })
}
