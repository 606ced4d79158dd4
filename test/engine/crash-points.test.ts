/**
 * A process may die after any commit. Whoever takes the run over must come to the same end as if nothing had happened.
 *
 * Everything that takes time (work, a person) waits for the player, who always moves the first of what waits, by node
 * and iteration. So the order of things does not hang on chance, and a run that died on the way has the same one.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { NodeError } from '#main/engine/node-error.ts'
import type { RunState, Wait } from '#shared/state/run-state.ts'
import { analyseGraph } from '#shared/workflow/graph.ts'
import type { Edge, Join, Workflow, WorkflowNode } from '#shared/workflow/workflow.ts'
import { EngineDriver, workflowOf } from '#test/support/engine-driver.ts'
import { engineKinds, type Script } from '#test/support/engine-kinds.ts'

interface Gate {
  readonly key: string
  readonly open: () => void
  isAborted: boolean
}

/** Work that waits at a gate. Its first attempt fails where the node's name says so. */
class Gates {
  readonly waiting = new Set<Gate>()

  readonly script: Script = ({ nodeId, attempt, signal }) =>
    new Promise((resolve) => {
      const gate: Gate = {
        key: nodeId,
        isAborted: false,
        open: () => {
          this.waiting.delete(gate)
          resolve(attempt === 1 && nodeId.endsWith('_flaky') ? new NodeError('test.flaky', 'Not yet') : `by ${nodeId}`)
        },
      }
      this.waiting.add(gate)
      // It hears the abort and takes its time: the player opens it.
      signal.addEventListener('abort', () => {
        gate.isAborted = true
      })
    })
}

class Player {
  readonly gates = new Gates()
  readonly slashflow: EngineDriver

  constructor(from?: string) {
    this.slashflow = new EngineDriver(engineKinds(this.gates.script), undefined, undefined, from)
  }

  /** Plays the run to its end. */
  async play(run: string): Promise<RunState> {
    for (let move = 0; move < 200; move += 1) {
      await this.slashflow.settle()
      const state = this.slashflow.state(run)
      if (state.status !== 'running') return state
      await this.#move(run, state)
    }
    throw new Error(`The run stands still: ${JSON.stringify([...this.slashflow.state(run).active.values()])}`)
  }

  async #move(run: string, state: RunState): Promise<void> {
    const aborted = [...this.gates.waiting].find((gate) => gate.isAborted)
    if (aborted) return aborted.open()
    const waits = [...state.waits.values()].map((wait) => ({ key: wait.nodeId, move: () => this.#answer(run, wait) }))
    const gates = [...this.gates.waiting].map(({ key, open }) => ({ key, move: async () => open() }))
    const [first] = [...waits, ...gates].sort((a, b) => (a.key < b.key ? -1 : 1))
    if (first) return first.move()
    await this.slashflow.turn(60_000)
  }

  async #answer(run: string, wait: Wait): Promise<void> {
    const { slashflow } = this
    if (wait.request.purpose === 'recovery') return slashflow.answer(run, wait.nodeId, { choice: 'run-again' })
    const rejects = wait.request.purpose === 'approval' ? wait.iteration === 0 : wait.nodeId.startsWith('n')
    await slashflow.decide(run, wait.nodeId, rejects ? 'rejected' : 'approved', `of ${wait.nodeId}`)
  }

  async close(): Promise<void> {
    expect(this.slashflow.bugs).toEqual([])
    await this.slashflow.close()
  }
}

/** What must be the same. A restart may ask more questions and start work again, but comes to this. */
function ending({ status, result, error, nodes }: RunState) {
  const each = [...nodes.values()].map(({ nodeId, status: ended, iteration, port, output, reason }) => [
    nodeId,
    ended,
    iteration,
    port,
    output,
    reason,
  ])
  return { status, result, error, nodes: each.sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1)) }
}

/** Runs the workflow, keeping the data folder after every commit; then goes on from each of them. */
async function diesAnywhere(workflow: Workflow): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'slashflow-crashes-'))
  try {
    const player = new Player()
    let copies = 0
    player.slashflow.onCommit(() => {
      player.slashflow.keepCopy(join(folder, String(copies)))
      copies += 1
    })
    const run = await player.slashflow.start(workflow)
    const expected = ending(await player.play(run))
    await player.close()
    for (let copy = 0; copy < copies; copy += 1) {
      const heir = new Player(join(folder, String(copy)))
      await heir.slashflow.recover()
      const state = await heir.play(run)
      expect(ending(state), `from commit ${copy} of ${copies}`).toEqual(expected)
      expect(heir.slashflow.verify()).toMatchObject({ ok: true })
      await heir.close()
    }
    return copies
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const start = { id: 'start', kind: 'start' }

it('comes to the same end from any point of a loop with parallel work, an effect and a retry', async () => {
  const copies = await diesAnywhere(
    workflowOf(
      [
        start,
        { id: 'a', kind: 'set', config: { value: 'pass {{ loop.iteration }} {{ loop.feedback }}' } },
        { id: 'b_flaky', kind: 'work', retry: { attempts: 2 } },
        { id: 'c', kind: 'effect' },
        { id: 'd', kind: 'set', join: 'any' },
        { id: 'e', kind: 'approval' },
        { id: 'f', kind: 'work', config: { value: '{{ nodes.a }}' } },
        { id: 'g', kind: 'end', config: { result: '{{ [nodes.a, nodes.c, nodes.f] }}' } },
      ],
      [
        'start -> a',
        'a -> b_flaky',
        'a -> c',
        'a -> d',
        'b_flaky -> d',
        'c -> d',
        'd -> e',
        { from: 'e.rejected', to: 'a', loop: { max: 2 } },
        'e.approved -> f',
        'f -> g',
      ],
    ),
  )
  expect(copies).toBeGreaterThan(8)
})

const IDS = ['a', 'b', 'c_flaky', 'd', 'n', 'p', 'q']
const KINDS = ['set', 'work', 'work', 'work', 'effect', 'approval'] as const

const arbitraryJoin: fc.Arbitrary<Join | undefined> = fc.constantFrom<Join | undefined>(
  undefined,
  undefined,
  'any',
  'each',
  { count: 2 },
)
const PASS = '{{ loop.iteration < 1 ? "other" : "out" }}'

/** Mostly the first port, sometimes another, or `error`. */
const arbitraryPort = fc.constantFrom(0, 0, 0, 0, 0, 1, 1, 2)
const arbitraryPair = fc.tuple(fc.nat(IDS.length), fc.nat(IDS.length), arbitraryPort)

const arbitraryNode = fc.record({
  kind: fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...KINDS) },
    { weight: 1, arbitrary: fc.constant('end' as const) },
  ),
  join: arbitraryJoin,
  port: fc.constantFrom('out', 'out', 'out', 'other', PASS),
  /** An edge from one of the nodes before, so that most of the graph is reached. */
  after: fc.tuple(fc.nat(IDS.length), arbitraryPort),
})

const arbitraryWorkflow = fc
  .record({
    nodes: fc.array(arbitraryNode, { minLength: 2, maxLength: IDS.length }),
    edges: fc.array(arbitraryPair, { maxLength: 6 }),
    loops: fc.array(arbitraryPair, { maxLength: 3 }),
  })
  .map(({ nodes: shapes, edges: pairs, loops }) => {
    const nodes = shapes.map(({ kind, join, port }, index): WorkflowNode => {
      const hasPort = kind === 'set' || kind === 'work' || kind === 'effect'
      return {
        id: IDS[index] ?? '',
        kind,
        ...(join !== undefined && { join }),
        ...(hasPort && { config: { port, value: `${index} {{ loop.iteration }} {{ loop.feedback }}` } }),
        ...(kind === 'end' && { config: { result: '{{ loop.iteration }}' } }),
        retry: { attempts: 2 },
      }
    })
    const from = (index: number, port: number): string => {
      const node = nodes[index % nodes.length]
      const ports = node?.kind === 'approval' ? ['approved', 'rejected', 'error'] : ['out', 'other', 'error']
      return `${node?.id}.${ports[port]}`
    }
    const forward = pairs.flatMap(([one, other, port]): Edge[] => {
      const [low, high] = [Math.min(one, other) % nodes.length, Math.max(one, other) % nodes.length]
      if (low >= high || nodes[low]?.kind === 'end') return []
      return [{ from: from(low, port), to: nodes[high]?.id ?? '' }]
    })
    const back = loops.flatMap(([one, other, port]): Edge[] => {
      const [low, high] = [Math.min(one, other) % nodes.length, Math.max(one, other) % nodes.length]
      if (low > high || nodes[high]?.kind === 'end') return []
      return [{ from: from(high, port), to: nodes[low]?.id ?? '', loop: { max: 2 } }]
    })
    const tree = shapes.flatMap(({ after: [before, port] }, index): Edge[] => {
      const source = index === 0 ? -1 : before % index
      const end = nodes[source]?.kind === 'end'
      return [{ from: source < 0 || end ? 'start' : from(source, port), to: nodes[index]?.id ?? '' }]
    })
    const edges = [...tree, ...forward, ...back]
    const kept = edges.filter(
      (edge, at) => at === edges.findIndex(({ from, to }) => from === edge.from && to === edge.to),
    )
    return workflowOf([start, ...nodes], kept)
  })
  .filter(isSound)

/** As the checks of a file would have it: every loop edge closes a loop. */
function isSound(workflow: Workflow): boolean {
  const graph = analyseGraph(workflow, { isEntry: (kind) => kind === 'start' })
  return graph.strayLoopEdges.length === 0
}

it('comes to the same end from any point of any small graph', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryWorkflow, async (workflow) => {
      await diesAnywhere(workflow)
    }),
    { numRuns: 20 },
  )
})
