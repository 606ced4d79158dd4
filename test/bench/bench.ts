/**
 * `npm run bench`: measures what a person feels and what the engine costs, prints it, and writes test/bench/RESULTS.md.
 * Measures what is built: run `npm run build` before. `npm run bench -- cli steps` measures these alone and writes nothing.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, release, totalmem } from 'node:os'
import { join } from 'node:path'
import { ROOT } from '#test/support/home.ts'
import { appStart } from './measure/app-start.ts'
import { checks } from './measure/checks.ts'
import { cliStart } from './measure/cli-start.ts'
import { engineScale } from './measure/engine-scale.ts'
import { engineSteps } from './measure/engine-steps.ts'
import { type Row, tableOf } from './measure/figures.ts'
import { firstByte } from './measure/first-byte.ts'
import { logHistory } from './measure/log-history.ts'
import { logReplay } from './measure/log-replay.ts'
import { logSteps } from './measure/log-steps.ts'
import { stop } from './measure/stop.ts'

const PARTS: Readonly<Record<string, () => Promise<Row[]>>> = {
  steps: engineSteps,
  scale: engineScale,
  log: logSteps,
  replay: logReplay,
  history: logHistory,
  checks,
  cli: cliStart,
  byte: firstByte,
  stop,
  start: appStart,
}

const asked = process.argv.slice(2)
const rows: Row[] = []
for (const [name, measure] of Object.entries(PARTS)) {
  if (asked.length > 0 && !asked.includes(name)) continue
  process.stderr.write(`${name} …\n`)
  rows.push(...(await measure()))
}
const table = tableOf(rows)
process.stdout.write(`${table}\n`)
if (asked.length === 0) writeFileSync(join(ROOT, 'test/bench/RESULTS.md'), reportOf(table))
process.exit(0)

function reportOf(figures: string): string {
  const notes = readFileSync(join(ROOT, 'test/bench/NOTES.md'), 'utf8')
  const part = (name: string) => {
    const file = join(ROOT, 'test/bench', name)
    return existsSync(file) ? readFileSync(file, 'utf8') : ''
  }
  const [peers, canvas] = [part('PEERS.md'), part('CANVAS.md')]
  const packages = ['xstate', '@photostructure/sqlite', 'electron', 'react', '@xyflow/react']
  const versions = [
    `SQLite of Node ${process.versions.sqlite}`,
    ...packages.map((name) => `${name} ${versionOf(name)}`),
  ].join(', ')
  const machine = `${cpus().length} cores ${cpus()[0]?.model ?? ''}, ${Math.round(totalmem() / 2 ** 30)} GiB, kernel ${release()}`
  return `# Measured\n\n${new Date().toISOString().slice(0, 10)}, \`npm run build && npm run bench\`. Node ${process.version}, ${machine}. ${versions}.\n\n${figures}\n\n${canvas}\n${peers}\n${notes}`
}

function versionOf(name: string): string {
  const manifest: { version?: string } = JSON.parse(
    readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8'),
  )
  return manifest.version ?? ''
}
