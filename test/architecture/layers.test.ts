import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { findBrokenRules, ROOT } from './cruise-layers.ts'

it('keeps every import inside the layers', async () => {
  const broken = await findBrokenRules(ROOT)
  expect(broken, `\n\n${broken.join('\n\n')}\n`).toEqual([])
})

/** A file that breaks each rule, and what it imports. */
const violations: Readonly<Record<string, readonly [file: string, imports: string]>> = {
  'shared-stands-alone': ['shared/state/fold.ts', '../../main/engine/engine.ts'],
  'shared-has-no-platform': ['shared/state/fold.ts', 'xstate'],
  'shared-has-no-node': ['shared/state/fold.ts', 'node:path'],
  'engine-knows-no-host': ['main/engine/engine.ts', '../services/llm/client.ts'],
  'engine-has-no-network': ['main/engine/engine.ts', 'node:https'],
  'engine-starts-no-process': ['main/engine/engine.ts', 'node:child_process'],
  'nodes-see-the-engine-only': ['main/nodes/llm.ts', '../host/web/serve.ts'],
  'nodes-have-no-network': ['main/nodes/llm.ts', 'openai'],
  'services-stay-apart': ['main/services/llm/client.ts', '../secrets/secrets.ts'],
  'services-know-no-host': ['main/services/llm/client.ts', '../../host/web/serve.ts'],
  'only-compose-takes-services': ['main/app.ts', './services/llm/client.ts'],
  'renderer-never-imports-main': ['renderer/main.tsx', '../main/engine/engine.ts'],
  'renderer-has-no-node': ['renderer/main.tsx', 'node:fs'],
  'electron-in-its-host-only': ['main/host/web/serve.ts', 'electron'],
  'test-code-stays-in-test': ['main/host/web/serve.ts', '../../../test/support/driver.ts'],
  'no-cycles': ['main/engine/engine.ts', './engine.ts'],
  'no-missing-files': ['main/engine/engine.ts', './nowhere.ts'],
}

describe('a file that crosses a layer', () => {
  for (const [rule, [file, imports]] of Object.entries(violations)) {
    it(`breaks ${rule}`, async () => {
      const folder = plant(file, imports)
      const broken = await findBrokenRules(folder)
      expect(broken.map((line) => line.split(':')[0])).toContain(rule)
    })
  }
})

/** A folder with the one file, what it imports, and a stand-in for each package that a rule names. */
function plant(file: string, imports: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'slashflow-layers-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  for (const name of ['openai', 'xstate', 'electron']) {
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }))
    write(`node_modules/${name}/index.js`, '')
  }
  write('package.json', '{ "type": "module" }')
  if (imports.startsWith('.') && !imports.includes('nowhere'))
    write(join(dirname(file), imports), 'export const thing = 1\n')
  write(file, `import * as thing from '${imports}'\nconsole.log(thing)\n`)
  return folder
}
