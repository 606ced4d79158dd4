/** What a stopped run had done can be undone without going on with it (DESIGN 4.8, 4.10). */
import { expect, it } from 'vitest'
import { Feature } from './support/feature.ts'

const done = (id: string) => [
  { id, kind: 'work', config: { value: `of ${id}` }, compensate: `un_${id}` },
  { id: `un_${id}`, kind: 'work', config: { value: `{{ nodes.${id} }}` } },
]
const last = { id: 'last', kind: 'work' }
const call = { id: 'call', kind: 'workflow', config: { name: 'inner' } }

/** A run that has done `a` and `b` and was stopped at `last`. */
async function stopped(): Promise<{ feature: Feature; run: string }> {
  const feature = new Feature()
  feature.works.hold('last')
  const run = await feature.run([...done('a'), ...done('b'), last], ['start -> a', 'a -> b', 'b -> last'])
  await feature.slashflow.stop(run)
  feature.works.log.length = 0
  return { feature, run }
}

it('undoes it latest first, and starts nothing else of the run', async () => {
  const { feature, run } = await stopped()
  await feature.undo(run)
  expect(feature.works.log).toEqual(['un_b "of b"', 'un_a "of a"'])
  expect(feature.slashflow.state(run)).toMatchObject({ status: 'interrupted', undone: true, undoing: true })
  expect(feature.fates(run)).toMatchObject({ last: 'interrupted' })
})

it('does it once, and then neither undoes again nor resumes', async () => {
  const { feature, run } = await stopped()
  await feature.undo(run)
  await expect(feature.undo(run)).rejects.toMatchObject({
    code: 'run.undone',
    message: expect.stringContaining('undone already'),
  })
  await expect(feature.resume(run)).rejects.toMatchObject({ code: 'run.undone' })
  expect(feature.works.log).toHaveLength(2)
})

it('goes on with undoing when its process dies in the middle', async () => {
  const { feature, run } = await stopped()
  feature.works.hold('un_a')
  feature.slashflow.engine.undo(run, 'test').catch(() => undefined)
  await feature.settle()
  expect(feature.works.log).toEqual(['un_b "of b"', 'un_a "of a"'])
  await feature.crash()
  await feature.release('un_a')
  expect(feature.works.log).toEqual(['un_b "of b"', 'un_a "of a"', 'un_a "of a"'])
  expect(feature.slashflow.state(run)).toMatchObject({ status: 'interrupted', undone: true })
})

it('goes on with an undoing that was itself stopped', async () => {
  const feature = new Feature()
  feature.works.fail('last')
  feature.works.hold('un_a')
  const run = await feature.run([...done('a'), last], ['start -> a', 'a -> last'])
  await feature.slashflow.stop(run)
  expect(feature.end(run)).toEqual({ status: 'interrupted' })
  const undoing = feature.slashflow.engine.undo(run, 'test')
  await feature.settle()
  await feature.release('un_a')
  await undoing
  expect(feature.end(run)).toMatchObject({ status: 'failed', error: { code: 'test.failed' } })
  expect(feature.slashflow.state(run).nodes.get('a')).toMatchObject({ compensatedBy: 'un_a' })
})

it('is refused where there is nothing to undo, and the run can still be resumed', async () => {
  const feature = new Feature()
  feature.works.hold('last')
  const run = await feature.run([last], ['start -> last'])
  await feature.slashflow.stop(run)
  const before = feature.slashflow.state(run).seq
  await expect(feature.undo(run)).rejects.toMatchObject({ code: 'run.nothing-to-undo' })
  expect(feature.slashflow.state(run).seq).toBe(before)
  await feature.resume(run)
  await feature.release('last')
  expect(feature.end(run)).toMatchObject({ status: 'succeeded' })
})

it('undoes the run that it waited for before it', async () => {
  const feature = new Feature()
  feature.works.hold('last')
  feature.command('inner', [...done('b'), last], ['start -> b', 'b -> last'])
  const run = await feature.run([...done('a'), call], ['start -> a', 'a -> call'])
  await feature.slashflow.stop(run)
  feature.works.log.length = 0
  await feature.undo(run)
  expect(feature.works.log).toEqual(['un_b "of b"', 'un_a "of a"'])
  expect(feature.slashflow.state(run)).toMatchObject({ status: 'interrupted', undone: true })
  expect(feature.slashflow.state(feature.childOf(run))).toMatchObject({ status: 'interrupted', undone: true })
})

it('fails the node whose run was undone alone, since that can never go on', async () => {
  const feature = new Feature()
  feature.works.hold('last')
  feature.command('inner', [...done('b'), last], ['start -> b', 'b -> last'])
  const run = await feature.run([{ ...call, retry: { attempts: 3 } }], ['start -> call'])
  const child = feature.childOf(run)
  await feature.stopAndUndo(child)
  await feature.settle()
  expect(feature.end(run)).toMatchObject({ status: 'failed', error: { code: 'workflow.undone' } })
})

it('fails the node whose run was undone while its own process was gone', async () => {
  const feature = new Feature()
  feature.works.hold('last')
  feature.command('inner', [...done('b'), last], ['start -> b', 'b -> last'])
  const run = await feature.run([call], ['start -> call'])
  const child = feature.childOf(run)
  await feature.slashflow.stop(run)
  await feature.undo(child)
  await feature.resume(run)
  expect(feature.end(run)).toMatchObject({ status: 'failed', error: { code: 'workflow.undone' } })
})
