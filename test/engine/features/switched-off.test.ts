/** `disabled` and `pinned`, and what they count for in a file that nobody trusted. */
import { expect, it } from 'vitest'
import type { WorkflowNode } from '#shared/workflow/workflow.ts'
import { workflowOf } from '#test/support/workflow-of.ts'
import { Feature } from './support/feature.ts'

type Node = Partial<WorkflowNode> & { id: string; kind: string }

async function runs(feature: Feature, node: Node, more: { trusted?: boolean; test?: boolean }): Promise<string> {
  const after = { id: 'after', kind: 'set', config: { value: '{{ nodes.a }}' } }
  const { runId } = await feature.slashflow.engine.start({
    workflow: workflowOf([{ id: 'start', kind: 'start' }, node, after], ['start -> a', { from: 'a', to: 'after' }]),
    args: {},
    workspace: '',
    trusted: true,
    by: 'test',
    ...more,
  })
  await feature.settle()
  return runId
}

it('passes the token through a node that is switched off', async () => {
  const feature = new Feature()
  const run = await runs(feature, { id: 'a', kind: 'work', disabled: true }, {})
  expect(feature.works.log).toEqual([])
  expect(feature.fates(run)).toEqual({ start: 'completed', a: 'completed', after: 'completed' })
})

it('does not switch off an effect in a file that nobody trusted', async () => {
  const feature = new Feature()
  const run = await runs(feature, { id: 'a', kind: 'effect', disabled: true }, { trusted: false })
  await feature.slashflow.decide(run, 'a', 'approved')
  expect(feature.works.log).toEqual(['a'])
})

it('asks before every effect of a file that nobody trusted, whatever it says', async () => {
  const feature = new Feature()
  const run = await runs(feature, { id: 'a', kind: 'effect', approve: 'never' }, { trusted: false })
  expect(feature.works.log).toEqual([])
  await feature.slashflow.decide(run, 'a', 'rejected', 'No')
  expect(feature.end(run)).toMatchObject({ status: 'failed', error: { code: 'effect.rejected' } })
})

it('gives a pinned output in a test run', async () => {
  const feature = new Feature()
  const run = await runs(feature, { id: 'a', kind: 'work', pinned: 'known' }, { test: true })
  expect(feature.works.log).toEqual([])
  expect(feature.end(run)).toEqual({ status: 'succeeded', result: 'known' })
})

it('takes no notice of a pinned output in any other run', async () => {
  const feature = new Feature()
  const run = await runs(feature, { id: 'a', kind: 'work', config: { value: 'real' }, pinned: 'known' }, {})
  expect(feature.end(run)).toEqual({ status: 'succeeded', result: 'real' })
})

it('does not take a pinned decision for a person in a file that nobody trusted', async () => {
  const feature = new Feature()
  const run = await runs(
    feature,
    { id: 'a', kind: 'approval', config: { title: 'Sure?' }, pinned: { decision: 'approved' } },
    { test: true, trusted: false },
  )
  expect(feature.slashflow.state(run).waits.size).toBe(1)
})
