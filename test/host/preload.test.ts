import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'vite'
import { describe, expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '..', '..')

/** As electron.vite.config.ts builds it. */
async function preload(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    root: ROOT,
    ssr: { noExternal: true, external: ['electron'] },
    build: {
      ssr: join(ROOT, 'main/host/electron/preload.ts'),
      write: false,
      minify: false,
      rolldownOptions: { output: { format: 'cjs', codeSplitting: false } },
    },
  })
  const { output } = Array.isArray(result)
    ? (result[0] ?? { output: [] })
    : 'output' in result
      ? result
      : { output: [] }
  const [chunk, ...others] = output
  expect(others).toEqual([])
  if (chunk?.type !== 'chunk') throw new Error('The preload is not one chunk')
  return chunk.code
}

describe('the preload', () => {
  it('is one small script that needs Electron and nothing of Node, so that it runs in a sandbox', async () => {
    const code = await preload()
    const required = [...code.matchAll(/\brequire\(\s*["'`]([^"'`]+)["'`]\s*\)/g)].map(([, name]) => name)
    expect([...new Set(required)]).toEqual(['electron'])
    expect(code).not.toMatch(/\bimport\b\s*[({'"*]/)
    expect(code.length).toBeLessThan(4_096)
  })

  it('lays one object into the page, and hands no part of Electron on', async () => {
    const source = await readFile(join(ROOT, 'main/host/electron/preload.ts'), 'utf8')
    expect(source.match(/exposeInMainWorld\(/g)).toHaveLength(1)
    expect(source).toContain("exposeInMainWorld('slashflow'")
    expect(source).not.toMatch(/exposeInMainWorld[^)]*ipcRenderer\s*[,}]/)
  })
})
