/**
 * `node test/bench/peers/write-peers.ts RESULTS_JSON`: this project's rows beside the peers', from one run of the peers'
 * benchmark with `OURS=…/test/bench/peers/engine.bench.mjs`, as test/bench/PEERS.md. Ratios hold within a run only.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '#test/support/home.ts'

interface Figure {
  readonly median: number
  readonly min: number
  readonly max: number
}

interface Results {
  readonly date: string
  readonly rounds: number
  readonly versions: Readonly<Record<string, string | number | null>>
  readonly load_before_round: readonly number[]
  /** In a sentence, where it was not run by the peers' own script from beginning to end. */
  readonly how?: string
  readonly rows: Readonly<Record<string, Readonly<Record<string, Figure>>>>
}

interface Comparison {
  readonly what: string
  readonly unit: string
  readonly metric: string
  readonly ours: string
  readonly against: string
  /** Ours to theirs; `atLeast` where more is better. */
  readonly goal: number
  readonly atLeast?: boolean
}

const MEMORY = 'slashflow'
const DURABLE = 'slashflow durable'
const STEPWISE = 'slashflow durable, a turn a step'
const EFFECTS = 'slashflow durable, FULL effects'
const SQLITE = 'bus + SQLite NORMAL'
const FULL = 'bus + SQLite FULL'

const compare = (
  what: string,
  unit: string,
  metric: string,
  ours: string,
  against: string,
  goal: number,
  atLeast = false,
): Comparison => ({ what, unit, metric, ours, against, goal, atLeast })

const COMPARISONS: readonly Comparison[] = [
  compare('a step of a 100-node chain, in memory', 'µs', 'w1_us_step', MEMORY, 'node-red', 0.75),
  compare('a branch of a 100-way fan-out and join', 'µs', 'w2_us_branch', MEMORY, 'node-red', 1),
  compare('chunks from a node to a subscriber', '/s', 'w3_chunks_s', MEMORY, 'n8n-core', 1, true),
  compare('1,000 runs of 10 steps, in memory', 'runs/s', 'w4_runs_s', MEMORY, 'node-red', 1.2, true),
  compare('1,000 runs of 10 steps, durable', 'runs/s', 'w4_runs_s', DURABLE, SQLITE, 0.7, true),
  compare('1,000 runs of 10 steps, durable', 'runs/s', 'w4_runs_s', DURABLE, 'langgraph + SqliteSaver', 20, true),
  compare('1,000 runs of 10 steps, durable', 'runs/s', 'w4_runs_s', DURABLE, 'restate (server)', 20, true),
  compare('process start to first finished run', 'ms', 'w5_ms', MEMORY, 'n8n-core', 1),
  compare('1,000 waiting runs resumed, in memory', 'ms', 'w6_resume_ms', MEMORY, 'n8n-core', 1),
  compare('1,000 waiting runs resumed, durable', 'ms', 'w6_resume_ms', DURABLE, 'n8n-core', 1),
  compare('a durable step, a transaction each', 'µs', 'w7_us_step', STEPWISE, SQLITE, 1.5),
  compare('a durable step, a transaction each', 'µs', 'w7_us_step', STEPWISE, 'langgraph + SqliteSaver', 0.02),
  compare('an effect: intent and completion on disk', 'µs', 'w7_us_step', EFFECTS, FULL, 2.6),
]

const file = process.argv[2]
if (file === undefined) throw new Error('Name the results.json of the peers’ benchmark.')
const results: Results = JSON.parse(readFileSync(file, 'utf8'))
writeFileSync(join(ROOT, 'test/bench/PEERS.md'), reportOf(results))

function reportOf({ date, rounds, versions, load_before_round, rows, how }: Results): string {
  const names = Object.entries(versions).filter(([name]) => name.includes(': '))
  const shown = names.map(([name, version]) => `${name.split(': ')[1]} ${version}`).join(', ')
  const table = COMPARISONS.flatMap((comparison) => lineOf(comparison, rows))
  const load = load_before_round.map((value) => value.toFixed(1)).join(', ')
  const run =
    how ??
    `${rounds} interleaved rounds, medians, one process a row and workload. Load average before each round: ${load}.`
  return [
    '## Beside the peers',
    '',
    `${date.slice(0, 10)}. ${run} Node ${versions.node}, ${shown}.`,
    '',
    '| what | ours | theirs | | ratio | goal | |',
    '| --- | ---: | ---: | --- | ---: | ---: | --- |',
    ...table,
    '',
  ].join('\n')
}

function lineOf(comparison: Comparison, rows: Results['rows']): string[] {
  const { what, unit, metric, ours, against, goal, atLeast } = comparison
  const [mine, theirs] = [rows[ours]?.[metric], rows[against]?.[metric]]
  if (!mine || !theirs) return []
  const ratio = mine.median / theirs.median
  const met = atLeast ? ratio >= goal : ratio <= goal
  const figure = ({ median, min, max }: Figure) => `${short(median)} (${short(min)}–${short(max)}) ${unit}`
  const cells = [what, figure(mine), figure(theirs), against, ratio.toFixed(2), `${atLeast ? '≥' : '≤'} ${goal}`]
  return [`| ${cells.join(' | ')} | ${met ? 'met' : 'not met'} |`]
}

function short(value: number): string {
  if (value >= 1e6) return `${(value / 1e6).toFixed(1)}M`
  if (value >= 1e4) return `${Math.round(value / 1e3)}k`
  return value >= 100 ? value.toFixed(0) : value.toFixed(1)
}
