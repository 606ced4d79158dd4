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
  const folder = packageFolder(dirname(fileURLToPath(moduleUrl)), moduleUrl)
  const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return {
    folder,
    version: versionOf(manifest),
    bundled: join(folder, 'workflows'),
    renderer: join(folder, 'out', 'renderer'),
  }
}

function packageFolder(from: string, moduleUrl: string): string {
  let folder = from
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder)
    if (parent === folder)
      throw new Error(`Slashflow's package.json was not found above ${moduleUrl}: the installation is damaged`)
    folder = parent
  }
  return folder
}

function versionOf(manifest: unknown): string {
  const hasVersion = typeof manifest === 'object' && manifest !== null && 'version' in manifest
  return hasVersion && typeof manifest.version === 'string' ? manifest.version : '0.0.0'
}
