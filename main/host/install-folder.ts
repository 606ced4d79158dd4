/** What lies beside the code, wherever it runs from: the sources, `out/`, an installed package or an asar archive. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export interface Installation {
  readonly folder: string
  readonly version: string
  /** Folder of the bundled commands. */
  readonly bundled: string
  /** Folder of the built screen. */
  readonly renderer: string
}

/** Walks up from a module's `import.meta.url` to the package it belongs to. */
export function findInstallation(moduleUrl: string): Installation {
  let folder = dirname(fileURLToPath(moduleUrl))
  for (;;) {
    const version = versionIn(join(folder, 'package.json'))
    if (version !== undefined)
      return {
        folder,
        version,
        bundled: join(folder, 'workflows'),
        renderer: join(folder, 'out', 'renderer'),
      }
    const parent = dirname(folder)
    if (parent === folder)
      throw new Error(`Slashflow's package.json was not found above ${moduleUrl}: the installation is damaged`)
    folder = parent
  }
}

/** Undefined where it is not there, or says no version: one in `out/` tells Node no more than what kind of modules these are. */
function versionIn(file: string): string | undefined {
  if (!existsSync(file)) return undefined
  const manifest: unknown = JSON.parse(readFileSync(file, 'utf8'))
  const hasVersion = typeof manifest === 'object' && manifest !== null && 'version' in manifest
  return hasVersion && typeof manifest.version === 'string' ? manifest.version : undefined
}
