/** What does not grow: the cost of a step with the graph, the memory of a run that waits. In memory and on disk. Alone: `node --expose-gc test/bench/measure/engine-scale.ts`. */
import { BenchEngine, chainOf, fanOf, waitOf } from '../peers/bench-engine.ts'
import { figuresOf, type Row, tableOf } from './figures.ts'

const LENGTHS = [10, 100, 1_000, 10_000] as const
const STEPS_A_ROUND = 20_000
const ROUNDS = 5
const WAITING = 2_000

export async function engineScale(): Promise<Row[]> {
  return [
    ...(await chains(false)),
    ...(await chains(true)),
    ...(await fans()),
    await waiting(false),
    await waiting(true),
  ]
}

async function chains(durable: boolean): Promise<Row[]> {
  const engine = new BenchEngine({ durable })
  const samples = new Map<number, number[]>(LENGTHS.map((length) => [length, []]))
  const workflows = new Map(LENGTHS.map((length) => [length, chainOf(length)]))
  // In turn, so that a machine that slows down slows all lengths.
  for (let round = 0; round <= ROUNDS; round += 1)
    for (const [length, workflow] of workflows) {
      const begun = performance.now()
      for (let done = 0; done < STEPS_A_ROUND; done += length) await engine.run(workflow, { count: 0 })
      if (round > 0) samples.get(length)?.push(((performance.now() - begun) * 1_000) / STEPS_A_ROUND)
    }
  await engine.close()
  return LENGTHS.map((length) => ({
    what: `a step of a ${length}-node chain, ${durable ? 'log on disk' : 'in memory'}`,
    goal: 'does not grow',
    unit: 'µs',
    figures: figuresOf(samples.get(length) ?? []),
  }))
}

async function fans(): Promise<Row[]> {
  const engine = new BenchEngine({ durable: false })
  const rows: Row[] = []
  for (const width of [100, 1_000]) {
    const workflow = fanOf(width)
    const samples: number[] = []
    for (let round = 0; round < 12; round += 1) {
      const begun = performance.now()
      await engine.run(workflow, { count: 0 })
      if (round > 1) samples.push(((performance.now() - begun) * 1_000) / width)
    }
    const what = `a branch of a ${width}-way fan-out and join, in memory`
    rows.push({ what, goal: '', unit: 'µs', figures: figuresOf(samples) })
  }
  await engine.close()
  return rows
}

/** By the heap, after a collection: what the runs keep alive. */
async function waiting(durable: boolean): Promise<Row> {
  const engine = new BenchEngine({ durable })
  const workflow = waitOf()
  await engine.approve(await engine.begin(workflow))
  const samples: number[] = []
  for (let round = 0; round < 3; round += 1) {
    const before = heap()
    const runs: string[] = []
    for (let index = 0; index < WAITING; index += 1) runs.push(await engine.begin(workflow))
    samples.push((heap() - before) / WAITING / 1_000)
    await Promise.all(runs.map((run) => engine.approve(run)))
  }
  await engine.close()
  const what = `memory of a run that waits for a person, ${durable ? 'log on disk' : 'in memory, its events included'}`
  return { what, goal: '≤ 10', unit: 'kB', figures: figuresOf(samples) }
}

function heap(): number {
  if (!globalThis.gc) throw new Error('Run it with --expose-gc')
  globalThis.gc()
  return process.memoryUsage().heapUsed
}

if (import.meta.main) process.stdout.write(`${tableOf(await engineScale())}\n`)
