/** What a replay says beforehand is what it then does, whatever the graph, and wherever it begins and ends. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { planReplay } from '#main/engine/replay/replay-plan.ts'
import { workflowUpTo } from '#main/engine/replay/workflow-up-to.ts'
import { CallError } from '#shared/ipc/call-error.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { engineKinds } from '#test/support/engine-kinds.ts'
import { RunPlayer } from '#test/support/run-player.ts'
import { arbitraryWorkflow } from '#test/support/small-graphs.ts'
import { workflowOf } from '#test/support/workflow-of.ts'

const registry = engineKinds(async () => undefined)

interface Parts {
  readonly from?: string | undefined
  readonly until?: string | undefined
}

class Replayed {
  readonly #player = new RunPlayer()
  readonly #workflow: Workflow
  #run = ''

  constructor(workflow: Workflow) {
    this.#workflow = workflow
  }

  async first(): Promise<this> {
    this.#run = await this.#player.slashflow.start(this.#workflow)
    await this.#player.play(this.#run)
    return this
  }

  #eventsOf(run: string) {
    return this.#player.slashflow.events.filter(({ runId }) => runId === run)
  }

  #startedIn(run: string): Set<string> {
    return new Set(this.#eventsOf(run).flatMap(({ type, nodeId = '' }) => (type === 'node.started' ? [nodeId] : [])))
  }

  /** Undefined where it is refused. */
  async replay(parts: Parts) {
    const planned = this.#planned(parts)
    if (!planned) return undefined
    const { plan, workflow, recorded } = planned
    const request = { workflow, args: {}, workspace: '', trusted: true, by: 'test' }
    const replay = { of: this.#run, ...parts, recorded }
    const { runId } = await this.#player.slashflow.engine.start({ ...request, replay })
    await this.#player.play(runId)
    return {
      plan,
      workflow,
      begun: this.#startedIn(runId),
      skipped: this.#eventsOf(runId).flatMap(({ type, nodeId = '' }) => (type === 'node.skipped' ? [nodeId] : [])),
      takenOver: this.#eventsOf(runId).flatMap((event) =>
        event.type === 'node.completed' && event.data.recorded ? [event.nodeId ?? ''] : [],
      ),
    }
  }

  #planned(parts: Parts) {
    try {
      const events = this.#eventsOf(this.#run)
      return planReplay({ runId: this.#run, workflow: this.#workflow, registry, events, ...parts })
    } catch (error) {
      if (error instanceof CallError && error.code.startsWith('replay.')) return undefined
      throw error
    }
  }

  close(): Promise<void> {
    return this.#player.close()
  }
}

/** Nodes that take no time leave by what the node before them in the file has put out, if anything. */
const deciding = (of: Workflow): Workflow => ({
  ...of,
  nodes: of.nodes.map((node, index) => {
    const read = of.nodes[index - 1]?.id
    if (node.kind !== 'set' || read === undefined) return node
    return { ...node, config: { port: `{{ $exists(nodes.${read}) ? "other" : "out" }}`, value: index } }
  }),
})

const arbitraryParts = fc.record({ from: fc.option(fc.nat(20)), until: fc.option(fc.nat(20)) })

it('begins nothing that the plan did not name, and takes over what it named', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(arbitraryWorkflow, arbitraryWorkflow.map(deciding)),
      fc.array(arbitraryParts, { minLength: 3, maxLength: 3 }),
      async (of, all) => {
        const replayed = await new Replayed(of).first()
        const idOf = (index: number | null) =>
          index === null ? undefined : (of.nodes[index % of.nodes.length]?.id ?? undefined)
        for (const { from, until } of all) {
          const parts = { ...(from !== null && { from: idOf(from) }), ...(until !== null && { until: idOf(until) }) }
          const done = await replayed.replay(parts)
          if (!done) continue
          const { plan, begun, takenOver } = done
          const named = new Set(plan.again.map(({ nodeId }) => nodeId))
          const recorded = new Set(plan.recorded.map(({ nodeId }) => nodeId))
          expect({ parts, unnamed: [...begun].filter((id) => !named.has(id)) }).toEqual({ parts, unnamed: [] })
          expect({ parts, surplus: takenOver.filter((id) => !recorded.has(id)) }).toEqual({ parts, surplus: [] })
        }
        await replayed.close()
      },
    ),
    { numRuns: Number(process.env.RUNS ?? 25) },
  )
})

it('names nothing that the node it ends behind alone leads to', () => {
  fc.assert(
    fc.property(arbitraryWorkflow, fc.nat(20), (of, index) => {
      const until = of.nodes[index % of.nodes.length]?.id ?? ''
      const upTo = workflowUpTo(of, until)
      const reached = new Set(['start'])
      for (let before = 0; before < reached.size; ) {
        before = reached.size
        for (const { from, to } of upTo.edges) if (reached.has(from.split('.')[0] ?? '')) reached.add(to)
      }
      expect(upTo.nodes.map(({ id }) => id).filter((id) => !reached.has(id))).toEqual([])
    }),
    { numRuns: 300 },
  )
})

it('ends behind a node of a loop without the nodes that lead back to it', async () => {
  const replayed = await new Replayed(
    workflowOf(
      [
        { id: 'start', kind: 'start' },
        { id: 'draft', kind: 'set' },
        { id: 'check', kind: 'set', config: { port: '{{ loop.iteration < 1 ? "other" : "out" }}' } },
        { id: 'improve', kind: 'set' },
        { id: 'done', kind: 'set' },
      ],
      [
        'start -> draft',
        'draft -> check',
        'check.other -> improve',
        { from: 'improve', to: 'draft', loop: { max: 3 } },
        'check.out -> done',
      ],
    ),
  ).first()
  const done = await replayed.replay({ until: 'check' })
  expect(done?.plan.again.map(({ nodeId }) => nodeId)).toEqual(['start', 'draft', 'check'])
  expect([...(done?.begun ?? [])]).toEqual(['start', 'draft', 'check'])
  expect(done?.skipped).toEqual([])
  await replayed.close()
})

it('ends behind a node of a loop without what another way leads to, and only then back to it', async () => {
  const replayed = await new Replayed(
    workflowOf(
      [
        { id: 'start', kind: 'start' },
        { id: 'draft', kind: 'set' },
        { id: 'beside', kind: 'set' },
        { id: 'check', kind: 'set', config: { port: '{{ loop.iteration < 1 ? "other" : "out" }}' } },
        { id: 'done', kind: 'set' },
      ],
      [
        'start -> draft',
        'start -> beside',
        'draft -> check',
        'beside -> check',
        { from: 'check.other', to: 'draft', loop: { max: 3 } },
        'check.out -> done',
      ],
    ),
  ).first()
  const done = await replayed.replay({ until: 'draft' })
  expect(done?.plan.again.map(({ nodeId }) => nodeId)).toEqual(['start', 'draft'])
  expect([...(done?.begun ?? [])]).toEqual(['start', 'draft'])
  await replayed.close()
})

it('does not name a way that was not taken before the node it goes on from', async () => {
  const replayed = await new Replayed(
    workflowOf(
      [
        { id: 'start', kind: 'start' },
        { id: 'which', kind: 'set', config: { port: 'other' } },
        { id: 'push', kind: 'effect' },
        { id: 'tell', kind: 'set' },
        { id: 'last', kind: 'set', join: 'any' },
      ],
      ['start -> which', 'which.out -> push', 'which.other -> tell', 'push -> last', 'tell -> last'],
    ),
  ).first()
  const done = await replayed.replay({ from: 'tell' })
  expect(done?.plan.again.map(({ nodeId }) => nodeId)).toEqual(['tell', 'last'])
  expect([...(done?.begun ?? [])]).toEqual(['tell', 'last'])
  await replayed.close()
})

it('names a node that was taken over in earlier passes, and failed in the last', async () => {
  const replayed = await new Replayed(
    workflowOf(
      [
        { id: 'start', kind: 'start' },
        { id: 'retry', kind: 'set' },
        { id: 'beside', kind: 'set' },
      ],
      ['start -> retry', 'start -> beside', { from: 'retry', to: 'retry', loop: { max: 1 } }],
    ),
  ).first()
  const done = await replayed.replay({ from: 'beside' })
  expect(done?.takenOver).toEqual(['start', 'retry'])
  expect([...(done?.begun ?? [])].sort()).toEqual(['beside', 'retry'])
  expect(done?.plan.again.map(({ nodeId }) => nodeId)).toEqual(['retry', 'beside'])
  await replayed.close()
})
