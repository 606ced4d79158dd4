/** A run that takes over the record of an earlier one: from a node on, up to a node, one node alone. */
import { expect, it } from 'vitest'
import { type PlannedReplay, planReplay } from '#main/engine/replay/replay-plan.ts'
import { KINDS, registryOf } from '#main/nodes/registry.ts'
import type { Edge, Workflow, WorkflowNode } from '#shared/workflow/workflow.ts'
import { engineKinds } from '#test/support/engine-kinds.ts'
import { workflowOf } from '#test/support/workflow-of.ts'
import { Feature } from './support/feature.ts'

type Node = Partial<WorkflowNode> & { id: string; kind: string }

const registry = registryOf([...KINDS, ...[...engineKinds(async () => undefined).values()].filter(isOwn)])

function isOwn({ descriptor }: { descriptor: { kind: string } }): boolean {
  return ['set', 'work', 'effect'].includes(descriptor.kind)
}

const work = (id: string, value = `{{ nodes }}`, more: object = {}): Node => ({
  id,
  kind: 'work',
  config: { value },
  ...more,
})

class Replay {
  readonly feature = new Feature()
  readonly workflow: Workflow
  #run = ''

  constructor(nodes: readonly Node[], edges: readonly (string | Edge)[]) {
    this.workflow = workflowOf([{ id: 'start', kind: 'start' }, ...nodes], edges)
  }

  async first(): Promise<this> {
    this.#run = await this.feature.slashflow.start(this.workflow)
    await this.feature.settle()
    this.feature.works.log.length = 0
    return this
  }

  plan(parts: { from?: string; until?: string }): PlannedReplay {
    const events = this.feature.slashflow.events.filter(({ runId }) => runId === this.#run)
    return planReplay({ runId: this.#run, workflow: this.workflow, registry, events, ...parts })
  }

  /** As the call that replays a run does it: large outputs are put back in. */
  #whole(recorded: PlannedReplay['recorded']): PlannedReplay['recorded'] {
    const { slashflow } = this.feature
    const entries = Object.entries(recorded)
    return Object.fromEntries(
      entries.map(([key, { port, output }]) => [key, { port, output: slashflow.whole(output) }]),
    )
  }

  async play(parts: { from?: string; until?: string }): Promise<string> {
    const { workflow, recorded } = this.plan(parts)
    const { runId } = await this.feature.slashflow.engine.start({
      workflow,
      args: {},
      workspace: '',
      trusted: true,
      by: 'test',
      replay: { of: this.#run, ...parts, recorded: this.#whole(recorded) },
    })
    await this.feature.settle()
    return runId
  }
}

const chain = () =>
  new Replay(
    [work('a', 'A'), work('b', '{{ nodes.a & "B" }}'), work('c', '{{ nodes.b & "C" }}')],
    ['start -> a', 'a -> b', 'b -> c'],
  ).first()

it('takes over what had ended before a node, and does the rest again', async () => {
  const replay = await chain()
  const run = await replay.play({ from: 'b' })
  expect(replay.feature.works.log).toEqual(['b "AB"', 'c "ABC"'])
  expect(replay.feature.end(run)).toEqual({ status: 'succeeded', result: 'ABC' })
  expect(replay.feature.slashflow.state(run).nodes.get('a')).toMatchObject({ recorded: true, output: 'A' })
})

it('says beforehand what it takes over and what happens again', async () => {
  const replay = await chain()
  const { plan } = replay.plan({ from: 'b' })
  expect(plan.recorded.map(({ nodeId, port }) => [nodeId, port])).toEqual([
    ['start', 'out'],
    ['a', 'out'],
  ])
  expect(plan.again.map(({ nodeId, happened }) => [nodeId, happened])).toEqual([
    ['b', true],
    ['c', true],
  ])
})

it('ends behind a node', async () => {
  const replay = await chain()
  const run = await replay.play({ until: 'b' })
  expect(replay.feature.works.log).toEqual(['a "A"', 'b "AB"'])
  expect(replay.feature.end(run)).toEqual({ status: 'succeeded', result: 'AB' })
})

it('does one node alone', async () => {
  const replay = await chain()
  const run = await replay.play({ from: 'b', until: 'b' })
  expect(replay.feature.works.log).toEqual(['b "AB"'])
  expect(replay.feature.end(run)).toEqual({ status: 'succeeded', result: 'AB' })
})

it('refuses to go on from a node that was not reached', async () => {
  const replay = await new Replay(
    [work('a', 'A', { config: { value: 'A', port: 'other' } }), work('b')],
    ['start -> a', 'a -> b'],
  ).first()
  expect(() => replay.plan({ from: 'b' })).toThrowError(expect.objectContaining({ code: 'replay.not-reached' }))
  expect(() => replay.plan({ from: 'nobody' })).toThrowError(expect.objectContaining({ code: 'node.unknown' }))
})

it('refuses to end behind a node that does not come after the one it goes on from', async () => {
  const replay = await chain()
  expect(() => replay.plan({ from: 'b', until: 'a' })).toThrowError(
    expect.objectContaining({
      code: 'replay.nothing-runs',
      message: '“a” does not come after “b”, so nothing would run.',
    }),
  )
})

it('takes over a branch beside the node, and each pass of a loop before it', async () => {
  const replay = await new Replay(
    [
      work('a', '{{ "a" & $string(loop.iteration) }}'),
      { id: 'more', kind: 'branch', config: { cases: [{ port: 'again', when: '{{ loop.iteration < 2 }}' }] } },
      work('beside', 'beside'),
      work('c', '{{ nodes.a & nodes.beside }}'),
    ],
    [
      'start -> a',
      'a -> more',
      { from: 'more.again', to: 'a', loop: { max: 3 } },
      'start -> beside',
      'more.else -> c',
      'beside -> c',
    ],
  ).first()
  const run = await replay.play({ from: 'c' })
  expect(replay.feature.works.log).toEqual(['c "a2beside"'])
  expect(replay.feature.end(run)).toEqual({ status: 'succeeded', result: 'a2beside' })
})

it('runs the container around a node again, with the recorded nodes inside its items', async () => {
  const replay = await new Replay(
    [
      { id: 'all', kind: 'each', config: { items: '{{ ["x", "y"] }}' } },
      work('a', '{{ item & "1" }}', { parent: 'all' }),
      work('b', '{{ nodes.a & "2" }}', { parent: 'all' }),
    ],
    ['start -> all', 'a -> b'],
  ).first()
  const run = await replay.play({ from: 'b' })
  expect(replay.feature.works.log).toEqual(['b "x12"', 'b "y12"'])
  expect(replay.feature.end(run)).toEqual({ status: 'succeeded', result: ['x12', 'y12'] })
})

it('takes over a caught failure', async () => {
  const replay = new Replay([work('a', 'A'), work('b', '{{ nodes.a.error.message }}')], ['start -> a', 'a.error -> b'])
  replay.feature.works.fail('a')
  await replay.first()
  const run = await replay.play({ from: 'b' })
  expect(replay.feature.works.log).toEqual(['b "a \\"A\\" failed"'])
  expect(replay.feature.end(run)).toMatchObject({ status: 'succeeded' })
})

it('takes over outputs that stand beside the log', async () => {
  const long = 'x'.repeat(200_000)
  const replay = await new Replay(
    [work('a', long), work('b', '{{ $length(nodes.a) }}')],
    ['start -> a', 'a -> b'],
  ).first()
  const run = await replay.play({ from: 'b' })
  expect(replay.feature.end(run)).toEqual({ status: 'succeeded', result: 200_000 })
})

it('goes on after a crash with what it had taken over', async () => {
  const replay = await chain()
  replay.feature.works.hold('b')
  const run = await replay.play({ from: 'b' })
  await replay.feature.crash()
  await replay.feature.release('b')
  expect(replay.feature.works.log).toEqual(['b "AB"', 'b "AB"', 'c "ABC"'])
  expect(replay.feature.end(run)).toEqual({ status: 'succeeded', result: 'ABC' })
})

/** Goes round twice: `check` leaves by `other` in its first pass. */
const looping = (max: number) =>
  new Replay(
    [
      work('draft'),
      { id: 'check', kind: 'set', config: { port: '{{ loop.iteration < 1 ? "other" : "out" }}' } },
      work('improve'),
      work('done'),
    ],
    [
      'start -> draft',
      'draft -> check',
      'check.other -> improve',
      { from: 'improve', to: 'draft', loop: { max } },
      'check -> done',
    ],
  ).first()

it('says of which nodes it is not known whether they run: only if a loop goes round again', async () => {
  const replay = await looping(3)
  const { again } = replay.plan({ from: 'check' }).plan
  expect(again.map(({ nodeId, onlyInLoop }) => [nodeId, onlyInLoop])).toEqual([
    ['draft', true],
    ['check', false],
    ['improve', false],
    ['done', false],
  ])
  expect(replay.plan({ from: 'check', until: 'check' }).plan.again.map(({ nodeId }) => nodeId)).toEqual(['check'])
})

it('names nothing that only a loop leads to which has gone round as often as it may', async () => {
  const replay = await looping(1)
  expect(replay.plan({ from: 'check' }).plan.again.map(({ nodeId }) => nodeId)).toEqual(['check', 'improve', 'done'])
  const run = await replay.play({ from: 'check' })
  expect(replay.feature.works.log.map((line) => line.split(' ')[0])).toEqual(['done'])
  expect(replay.feature.end(run)).toMatchObject({ status: 'succeeded' })
})

it('names nothing that only another entry leads to, and refuses to end behind it', async () => {
  const replay = await new Replay(
    [{ id: 'signal', kind: 'start' }, work('a', 'A'), work('b', 'B'), work('c', 'C', { join: 'any' })],
    ['start -> a', 'signal -> b', 'a -> c', 'b -> c'],
  ).first()
  expect(replay.plan({}).plan.again.map(({ nodeId }) => nodeId)).toEqual(['start', 'a', 'c'])
  expect(() => replay.plan({ until: 'b' })).toThrow(/began at “start”, from which no way leads to “b”/)
})

/** `a` decides nothing that is taken over, `way` is decided by what a given field of `said` says. */
function wayBy(when: string, more: readonly (string | Edge)[] = [], join?: WorkflowNode['join']) {
  return new Replay(
    [
      work('said', '{{ { "big": true } }}'),
      work('a'),
      { id: 'way', kind: 'branch', config: { cases: [{ port: 'yes', when }] }, ...(join && { join }) },
      work('big'),
      work('small'),
      work('after', '{{ nodes }}', { join: 'any' }),
    ],
    [
      'start -> said',
      'said -> a',
      'a -> way',
      'way.yes -> big',
      'way.else -> small',
      'big -> after',
      'small -> after',
      ...more,
    ],
  ).first()
}

const named = (replay: Replay, parts: { from?: string }) => replay.plan(parts).plan.again.map(({ nodeId }) => nodeId)

it('names only the way that what is taken over decides, and what of it happens', async () => {
  const replay = await wayBy('{{ nodes.said.big and $exists(args) }}')
  expect(named(replay, { from: 'a' })).toEqual(['a', 'way', 'big', 'after'])
  await replay.play({ from: 'a' })
  expect(replay.feature.works.log.map((line) => line.split(' ')[0])).toEqual(['a', 'big', 'after'])
})

it.each([
  ['what runs again', '{{ nodes.a = 1 or nodes.said.big }}', [], undefined],
  ['the time', '{{ $millis() > 0 and nodes.said.big }}', [], undefined],
  ['the run', '{{ run.id != "" and nodes.said.big }}', [], undefined],
  ['all that there is', '{{ $exists($) and nodes.said.big }}', [], undefined],
  ['what it does not wait for', '{{ nodes.said.big }}', ['start -> way'], 'any'],
  ['a loop', '{{ nodes.said.big }}', [{ from: 'after', to: 'a', loop: { max: 1 } }], undefined],
] as const)('names every way where a branch may be decided anew by %s', async (_, when, more, join) => {
  const replay = await wayBy(when, [...more], join)
  expect(named(replay, { from: 'a' })).toEqual(expect.arrayContaining(['big', 'small', 'after']))
})

it('names from the beginning only the way that the arguments decide', async () => {
  const replay = await wayBy('{{ $exists(args.nothing) }}')
  expect(named(replay, {})).toEqual(['start', 'said', 'a', 'way', 'small', 'after'])
})

it('names every way where a branch reads what runs once for each token: it may have waited for the first alone', async () => {
  const replay = new Replay(
    [
      work('first', '1'),
      work('second', '2'),
      {
        id: 'latest',
        kind: 'set',
        join: 'each',
        config: { value: '{{ $exists(nodes.second) ? "second" : "first" }}' },
      },
      work('a'),
      { id: 'way', kind: 'branch', config: { cases: [{ port: 'yes', when: '{{ nodes.latest = "second" }}' }] } },
      work('big'),
      work('small'),
    ],
    [
      'start -> first',
      'start -> second',
      'first -> latest',
      'second -> latest',
      'start -> a',
      'latest -> way',
      'a -> way',
      'way.yes -> big',
      'way.else -> small',
    ],
  )
  replay.feature.works.hold('second')
  await replay.first()
  await replay.feature.release('second')
  expect(named(replay, { from: 'a' })).toEqual(['a', 'way', 'big', 'small'])
  await replay.play({ from: 'a' })
  expect(replay.feature.works.log.map((line) => line.split(' ')[0])).toEqual(['a', 'big'])
})
