import { expect, it } from 'vitest'
import { isBlobRef } from '#shared/events/blob.ts'
import { driver } from '#test/support/scripted-driver.ts'
import { workflowOf } from '#test/support/workflow-of.ts'

const BIG = 'tides '.repeat(20_000)

const start = { id: 'start', kind: 'start' }

it('gives a large argument on whole, by args and by the entry alike', async () => {
  const slashflow = driver()
  const run = await slashflow.start(
    workflowOf(
      [start, { id: 'a', kind: 'set', config: { value: '{{ $length(args.text) = $length(nodes.start.text) }}' } }],
      ['start -> a'],
    ),
    { text: BIG },
  )
  await slashflow.settle()
  expect(slashflow.state(run)).toMatchObject({ status: 'succeeded', result: true })
})

it('ends with a large result as it was, not with a reference to a reference', async () => {
  const slashflow = driver()
  const run = await slashflow.start(
    workflowOf([start, { id: 'a', kind: 'set', config: { value: '{{ args.text }}' } }], ['start -> a']),
    { text: BIG },
  )
  await slashflow.settle()
  const { result } = slashflow.state(run)
  expect(isBlobRef(result) && slashflow.whole(result)).toBe(BIG)
})

it('hands a large text on through many nodes as it is, and keeps it once', async () => {
  const slashflow = driver()
  const names = Array.from({ length: 30 }, (_, index) => `n${index}`)
  const run = await slashflow.start(
    workflowOf(
      [
        start,
        ...names.map((id, index) => ({
          id,
          kind: 'set',
          config: { value: index === 0 ? '{{ args.text }}' : `{{ nodes.n${index - 1} }}` },
        })),
      ],
      ['start -> n0', ...names.slice(1).map((id, index) => `n${index} -> ${id}`)],
    ),
    { text: BIG },
  )
  await slashflow.settle()
  const { result, nodes } = slashflow.state(run)
  const references = new Set([result, ...names.map((id) => nodes.get(id)?.output)].map((each) => JSON.stringify(each)))
  expect([references.size, isBlobRef(result) && slashflow.whole(result)]).toEqual([1, BIG])
  expect(slashflow.verify()).toMatchObject({ ok: true })
})

it('carries large feedback round a loop, also over a crash', async () => {
  const slashflow = driver()
  const run = await slashflow.start(
    workflowOf(
      [
        start,
        { id: 'draft', kind: 'set', config: { value: '{{ $length(loop.feedback) }}' } },
        { id: 'ok', kind: 'approval' },
        { id: 'more', kind: 'set', config: { value: '{{ [nodes.draft, $length(loop.feedback)] }}' } },
      ],
      ['start -> draft', 'draft -> ok', { from: 'ok.rejected', to: 'draft', loop: { max: 2 } }, 'ok.approved -> more'],
    ),
  )
  await slashflow.settle()
  await slashflow.decide(run, 'ok', 'rejected', BIG)
  expect(slashflow.state(run).nodes.get('draft')?.output).toBe(BIG.length)
  const { feedback } = slashflow.state(run).nodes.get('ok')?.loop ?? {}
  expect(feedback !== undefined && slashflow.whole(feedback)).toBe(BIG)
  await slashflow.crash()
  await slashflow.decide(run, 'ok', 'approved')
  expect(slashflow.state(run).status).toBe('succeeded')
})

it('asks with a title and a message that are text, however long they were meant to be', async () => {
  const slashflow = driver()
  const run = await slashflow.start(
    workflowOf([start, { id: 'ok', kind: 'approval', config: { title: '{{ args.text }}' } }], ['start -> ok']),
    { text: BIG },
  )
  await slashflow.settle()
  const [wait] = slashflow.state(run).waits.values()
  expect(wait?.request.title).toMatch(/^tides tides .*… \(cut: 120000 characters in all\)$/)
  await slashflow.decide(run, 'ok', 'rejected', BIG)
  expect(slashflow.state(run).status).toBe('succeeded')
})

it('fails with a message that is text', async () => {
  const slashflow = driver()
  const run = await slashflow.start(
    workflowOf(
      [start, { id: 'done', kind: 'end', config: { status: 'failed', result: '{{ args.text }}' } }],
      ['start -> done'],
    ),
    { text: BIG },
  )
  await slashflow.settle()
  expect(slashflow.state(run).error?.message).toMatch(/^tides tides .*characters in all\)$/)
})

it('keeps what a person gave that looks like a reference as it is', async () => {
  const slashflow = driver()
  const forged = { $blob: 'a'.repeat(64), bytes: 3, preview: 'x', of: 'string' }
  const run = await slashflow.start(
    workflowOf(
      [start, { id: 'ok', kind: 'approval' }, { id: 'a', kind: 'set', config: { value: '{{ nodes.ok.value }}' } }],
      ['start -> ok', 'ok.approved -> a'],
    ),
    { given: forged },
  )
  await slashflow.settle()
  await slashflow.decide(run, 'ok', 'approved', undefined, forged)
  const { result } = slashflow.state(run)
  expect(slashflow.whole(result ?? null)).toEqual(forged)
})
