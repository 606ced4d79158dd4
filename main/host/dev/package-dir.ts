/** `npm run package:dir`: packs an unpacked app from whatever Electron is found, without a download where there is one. */
import { spawn } from 'node:child_process'
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './checkout.ts'
import { downloadElectron, type ElectronRuntime, electronVersion, findElectron } from './electron-runtime.ts'

const DOWNLOAD_WITHIN_MS = 600_000
const OUTPUT = join(ROOT, 'dist')

async function usableElectron(): Promise<ElectronRuntime> {
  const found = findElectron(ROOT, process.env)
  if (found) return found
  process.stderr.write('Fetching Electron…\n')
  const problem = await downloadElectron(ROOT, DOWNLOAD_WITHIN_MS)
  const fetched = findElectron(ROOT, process.env)
  if (!fetched)
    throw new Error(
      `There is no Electron to pack: ${problem ?? 'its download left nothing'}. Set ELECTRON_OVERRIDE_DIST_PATH to a folder that has one.`,
    )
  return fetched
}

async function runBuilder(runtime: ElectronRuntime): Promise<void> {
  const version = await electronVersion(runtime)
  const builder = join(ROOT, 'node_modules', 'electron-builder', 'cli.js')
  const args = [
    builder,
    '--dir',
    '--publish',
    'never',
    `-c.electronDist=${runtime.folder}`,
    `-c.electronVersion=${version}`,
  ]
  await new Promise<void>((settle, reject) => {
    const packing = spawn(process.execPath, args, { cwd: ROOT, stdio: 'inherit' })
    packing.on('error', reject)
    packing.on('exit', (code) =>
      code === 0 ? settle() : reject(new Error(`electron-builder ended with exit code ${code}`)),
    )
  })
}

/** A runtime that was made for tests brings a launcher along, which stands where an unpacked app would. */
function removeLauncher(): void {
  for (const name of readdirSync(OUTPUT))
    rmSync(join(OUTPUT, name, 'resources', 'app'), { recursive: true, force: true })
}

try {
  await runBuilder(await usableElectron())
  removeLauncher()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
