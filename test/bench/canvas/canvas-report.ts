/** The canvas' table: medians over all rounds, and how ours stands to the plain page's. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { ROOT } from '#test/support/home.ts'
import { figuresOf } from '../measure/figures.ts'
import { EDITED_NODES, type EditTimes } from './edit-times.ts'
import type { Gesture } from './frame-times.ts'

export type Sample = Gesture
export type Side = 'ours' | 'plain' | 'streaming'

const LONG_MS = 50
const EDIT_GOAL = 'goal: under 100 ms'
const FILE = join(ROOT, 'test/bench/CANVAS.md')

interface Sums {
  readonly frames: number[]
  readonly work: number[]
  readonly script: number[]
}

export class Samples {
  readonly #gestures = new Map<string, Sums>()
  readonly #paints = new Map<string, { readonly ours: number[]; readonly plain: number[] }>()
  readonly #edits = new Map<string, number[]>()

  /** `host` stands before what was done: empty for Chromium. */
  addPaint(count: number, host: string, ours: number, plain: number): void {
    const key = `${count}|${host}first paint`
    const known = this.#paints.get(key) ?? { ours: [], plain: [] }
    known.ours.push(ours)
    known.plain.push(plain)
    this.#paints.set(key, known)
  }

  addEdits(host: string, times: EditTimes): void {
    for (const [what, ms] of times) {
      const key = `${EDITED_NODES}|${host}${what}`
      this.#edits.set(key, [...(this.#edits.get(key) ?? []), ...ms])
    }
  }

  add(count: number, gesture: string, side: Side, { frames, work, script }: Sample): void {
    const key = `${count}|${gesture}|${side}`
    const sums = this.#gestures.get(key) ?? { frames: [], work: [], script: [] }
    sums.frames.push(...frames)
    sums.work.push(work)
    sums.script.push(script)
    this.#gestures.set(key, sums)
  }

  /** Writes the part of the report, and returns it. */
  write(): string {
    const [rows, kept] = [this.#rows(), existsSync(FILE) ? readFileSync(FILE, 'utf8').split('\n') : []]
    // What was not measured now keeps its row: each is a run of its own.
    const measured = new Set(rows.map(whatOf))
    const others = kept.filter((line) => /^\| \d+ \|/.test(line) && !measured.has(whatOf(line)))
    const all = [...others, ...rows].toSorted((one, other) => Number(sizeOf(one)) - Number(sizeOf(other)))
    const text = `${title()}\n\n${HEAD}\n${all.join('\n')}\n`
    writeFileSync(FILE, text)
    return text
  }

  #rows(): readonly string[] {
    const paints = [...this.#paints].map(([key, { ours, plain }]) => {
      const [our, their] = [figuresOf(ours).median, figuresOf(plain).median]
      return row([...key.split('|'), `${our.toFixed(0)} ms`, `${their.toFixed(0)} ms`, ratio(our, their), '', '', ''])
    })
    const gestures = new Set([...this.#gestures.keys()].map((key) => key.split('|').slice(0, 2).join('|')))
    const moved = [...gestures].flatMap((gesture) => {
      const [count = '', name = ''] = gesture.split('|')
      return (['ours', 'streaming'] as const).flatMap((side) => this.#gestureRow(count, name, side))
    })
    const edits = [...this.#edits].map(([key, ms]) => {
      const { median, p95, count } = figuresOf(ms)
      return row([
        ...key.split('|'),
        `${median.toFixed(0)}, ${p95.toFixed(0)} ms of ${count}`,
        EDIT_GOAL,
        '',
        '',
        '',
        '',
      ])
    })
    return [...paints, ...moved, ...edits]
  }

  #gestureRow(count: string, name: string, side: 'ours' | 'streaming'): readonly string[] {
    const our = this.#gestures.get(`${count}|${name}|${side}`)
    const their = this.#gestures.get(`${count}|${name}|plain`)
    if (!our || !their) return []
    const [a, b] = [figuresOf(our.frames), figuresOf(their.frames)]
    const [work, theirWork] = [figuresOf(our.work).median, figuresOf(their.work).median]
    const script = `${figuresOf(our.script).median.toFixed(0)} / ${figuresOf(their.script).median.toFixed(0)}`
    const what = side === 'streaming' ? `${name}, 50 nodes streaming` : name
    return [
      row([
        count,
        what,
        framesOf(our.frames),
        framesOf(their.frames),
        ratio(a.median, b.median),
        `${work.toFixed(0)} / ${theirWork.toFixed(0)}`,
        script,
        ratio(work, theirWork),
      ]),
    ]
  }
}

/** Size and gesture. */
const whatOf = (line: string): string => line.split('|').slice(1, 3).join('|')
const sizeOf = (line: string): string => line.split('|')[1]?.trim() ?? ''

const title = (): string =>
  `## The canvas\n\n${new Date().toISOString().slice(0, 10)}, \`npm run build && npm run bench:build && npm run bench:canvas\`. Load average ${loadavg()[0]?.toFixed(0)} on ${cpus().length} cores, no GPU.`

const HEAD = `| nodes | what | ours: frame median, p95, over ${LONG_MS} ms | plain React Flow | frame ratio | main thread for the gesture, ms, ours / plain | of it script | work ratio |
| ---: | --- | --- | --- | ---: | ---: | ---: | ---: |`

function framesOf(frames: readonly number[]): string {
  const { median, p95, count } = figuresOf(frames)
  const long = frames.filter((frame) => frame > LONG_MS).length
  return `${median.toFixed(1)}, ${p95.toFixed(1)} ms, ${long} of ${count}`
}

const ratio = (ours: number, theirs: number): string => (ours / theirs).toFixed(2)
const row = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`
