/** The list of a data folder of 100,000 runs, as the screen asks for it. Alone: `node test/bench/measure/log-history.ts`. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '#main/engine/log/database.ts'
import { type RunFilter, RunStore } from '#main/engine/log/run-store.ts'
import { toRunSummary } from '#main/engine/log/run-summary.ts'
import { figuresOf, type Row, tableOf } from './figures.ts'

const RUNS = 100_000
const TIMES = 20
const SUMMARY = JSON.stringify({
  args: { base: 'main', depth: 'quick' },
  version: 'f'.repeat(64),
  workspace: '/work/project',
  startedBy: 'app',
  steps: Array.from({ length: 20 }, () => 'completed'),
  waits: [],
})

export async function logHistory(): Promise<Row[]> {
  const home = mkdtempSync(join(tmpdir(), 'slashflow-bench-'))
  fill(home)
  const asked: Readonly<Record<string, RunFilter>> = {
    'the newest 100': { limit: 100 },
    'the newest 100 without child runs': { limit: 100, roots: true },
    'of one workflow of 50': { limit: 100, workflow: 'workflow-7' },
    'that failed, one in 1,000': { limit: 100, status: ['failed'] },
    'of one workflow that failed': { limit: 100, workflow: 'workflow-7', status: ['failed'] },
    'a page in the middle': { limit: 100, before: RUNS / 2 },
  }
  const rows: Row[] = []
  for (const [what, filter] of Object.entries(asked)) {
    const samples: number[] = []
    for (let time = 0; time < TIMES; time += 1) samples.push(open(home, filter))
    rows.push({
      what: `a history of ${RUNS} runs opened: ${what}`,
      goal: '≤ 50',
      unit: 'ms',
      figures: figuresOf(samples),
    })
  }
  rmSync(home, { recursive: true })
  return rows
}

/** With the opening of the database, as at a start. */
function open(home: string, filter: RunFilter): number {
  const begun = performance.now()
  const { database } = openDatabase(home, 'bench')
  new RunStore(database).list(filter).map((row) => toRunSummary(row, 'nobody'))
  const took = performance.now() - begun
  database.close()
  return took
}

function fill(home: string): void {
  const { database } = openDatabase(home, 'bench')
  const store = new RunStore(database)
  database.exec('begin')
  for (let index = 0; index < RUNS; index += 1) {
    const at = new Date(1_767_225_600_000 + index * 1_000).toISOString()
    store.insert({
      runId: `run-${index}`,
      owner: 'bench',
      workflow: `workflow-${index % 50}`,
      startedAt: at,
      parent: index % 3 === 2 ? `run-${index - 1}` : undefined,
    })
    const status = index % 1_000 === 7 ? 'failed' : 'succeeded'
    store.update(`run-${index}`, { status, endedAt: at, waiting: 0, summary: () => SUMMARY })
  }
  database.exec('commit')
  database.close()
}

if (import.meta.main) process.stdout.write(`${tableOf(await logHistory())}\n`)
