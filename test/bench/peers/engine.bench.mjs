// This project's rows beside the peers': see the peers' README for how it is called. Needs `npm run build` first, for the
// start of the process is measured too.
import { existsSync } from 'node:fs'
import module from 'node:module'

// As the command line does at its start (main/host/cli/main.ts), before anything else is loaded.
module.enableCompileCache?.()

const peers = process.env.PEER_BENCH ?? new URL('../../../../shared/peer-bench', import.meta.url).pathname
const { main } = await import(`${peers}/lib/harness.mjs`)
const built = new URL('../../../out/bench/bench-engine.js', import.meta.url)
const { BenchEngine, chainOf, fanOf, streamOf, waitOf } = await import(
  existsSync(built) ? built.href : new URL('bench-engine.ts', import.meta.url).href
)

function row(options, { only } = {}) {
  let engine
  const chain = (length) => {
    const workflow = chainOf(length)
    return (x) => engine.run(workflow, x)
  }
  const all = {
    chain,
    fan: (width) => {
      const workflow = fanOf(width)
      return (x) => engine.run(workflow, x)
    },
    stream: (chunks) => {
      const workflow = streamOf(chunks)
      return async (onChunk) => {
        engine.onText = onChunk
        await engine.run(workflow, {})
      }
    },
    wait: async () => {
      const workflow = waitOf()
      const runs = []
      return {
        start: async (index) => {
          runs[index] = await engine.begin(workflow)
        },
        resume: (index) => engine.approve(runs[index]),
      }
    },
    durable: chain,
  }
  return {
    init: async () => {
      engine = new BenchEngine(options)
    },
    close: () => engine.close(),
    ...Object.fromEntries(only.map((name) => [name, all[name]])),
  }
}

await main({
  slashflow: row({ durable: false }, { only: ['chain', 'fan', 'stream', 'wait'] }),
  'slashflow durable': row({ durable: true }, { only: ['chain', 'fan', 'stream', 'wait'] }),
  'slashflow durable, a turn a step': row({ durable: true, turnAStep: true }, { only: ['durable'] }),
  'slashflow durable, FULL effects': row({ durable: true, effects: true }, { only: ['durable'] }),
})
