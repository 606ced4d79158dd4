/** What a dead owner leaves behind: programs, locks, child runs; and what a person says of a run that nobody owns (DESIGN 4.3, 4.9). */
import { expect, it } from 'vitest'
import { Feature } from './support/feature.ts'

const box = { id: 'box', kind: 'group', lock: 'one' }
const inside = { id: 'a', kind: 'work', parent: 'box' }

/** A process that finds what this one left when it died. */
function heirOf(feature: Feature, endOrphan?: (pid: number) => Promise<'gone' | 'ended' | 'killed'>): Feature {
  const folder = `${feature.slashflow.home}-left`
  feature.slashflow.keepCopy(folder)
  const heir = new Feature({ works: feature.works, folder, ...(endOrphan && { endOrphan }) })
  feature.works.forget()
  return heir
}

it('frees a lock only when the programs that its dead holder left behind have ended', async () => {
  const feature = new Feature()
  feature.works.programs.set('a', 4_711)
  feature.works.hold('a', 'b')
  await feature.run([box, inside], ['start -> box'])
  const ending: number[] = []
  let ended = () => {}
  const heir = heirOf(feature, (pid) => {
    ending.push(pid)
    return new Promise((resolve) => {
      ended = () => resolve('killed')
    })
  })
  const run = await heir.run([{ id: 'b', kind: 'work', lock: 'one' }], ['start -> b'])
  expect([ending, heir.works.waiting]).toEqual([[4_711], []])
  expect(heir.slashflow.state(run).active.get('b/0')).toMatchObject({ waitingFor: { type: 'lock', what: 'one' } })
  ended()
  await heir.settle()
  expect([ending, heir.works.waiting]).toEqual([[4_711], ['b']])
})

it('leaves a lock to the run that came back while what its dead owner had left behind was being ended', async () => {
  const feature = new Feature()
  feature.works.programs.set('a', 4_711)
  feature.works.hold('a', 'b')
  const first = await feature.run([box, inside], ['start -> box'])
  let ended = () => {}
  let asked = 0
  const heir = heirOf(feature, () => {
    asked += 1
    if (asked > 1) return Promise.resolve('gone')
    return new Promise((resolve) => {
      ended = () => resolve('killed')
    })
  })
  const second = await heir.run([{ id: 'b', kind: 'work', lock: 'one' }], ['start -> b'])
  await heir.slashflow.recover()
  expect(heir.works.waiting).toEqual(['a'])
  ended()
  await heir.settle()
  expect(heir.works.waiting).toEqual(['a'])
  await heir.release('a', 'b')
  expect([heir.end(first), heir.end(second)]).toEqual([
    { status: 'succeeded', result: null },
    { status: 'succeeded', result: null },
  ])
})

it('leaves a child run stopped that a person had stopped alone, when its parent is recovered', async () => {
  const feature = new Feature()
  feature.works.hold('a')
  feature.command('inner', [{ id: 'a', kind: 'work' }], ['start -> a'])
  const parent = await feature.run([{ id: 'call', kind: 'workflow', config: { name: 'inner' } }], ['start -> call'])
  const child = feature.childOf(parent)
  await feature.slashflow.stop(child)
  await feature.crash()
  expect([feature.end(parent), feature.end(child), feature.works.waiting]).toEqual([
    { status: 'running' },
    { status: 'interrupted' },
    [],
  ])
  await feature.resume(child)
  await feature.release('a')
  expect(feature.end(parent)).toEqual({ status: 'succeeded', result: null })
})

it('goes on with a child run that was stopped with its parent, when a person resumes that', async () => {
  const feature = new Feature()
  feature.works.hold('a')
  feature.command('inner', [{ id: 'a', kind: 'work' }], ['start -> a'])
  const parent = await feature.run([{ id: 'call', kind: 'workflow', config: { name: 'inner' } }], ['start -> call'])
  await feature.slashflow.stop(parent)
  await feature.resume(parent)
  await feature.release('a')
  expect(feature.end(parent)).toEqual({ status: 'succeeded', result: null })
})

it('ends what stands in a container that is stopped alone while it waits for its lock again', async () => {
  const feature = new Feature()
  feature.works.hold('a', 'b')
  const first = await feature.run([box, inside, { id: 'after', kind: 'set' }], ['start -> box', 'box.error -> after'])
  const heir = heirOf(feature)
  await heir.run([{ id: 'b', kind: 'work', lock: 'one' }], ['start -> b'])
  await heir.slashflow.recover()
  await heir.tell(first, (run) => run.executionsOf('box')[0]?.interrupt('by test'))
  expect(heir.fates(first)).toMatchObject({ box: 'failed', 'box[0]/a': 'interrupted', after: 'completed' })
  expect(heir.slashflow.state(first).status).toBe('succeeded')
})

it('stops a child run whose node waits for its lock again, when the run is stopped', async () => {
  const feature = new Feature()
  feature.works.hold('a', 'b')
  const commands = (of: Feature) => of.command('inner', [{ id: 'a', kind: 'work' }], ['start -> a'])
  commands(feature)
  const call = { id: 'call', kind: 'workflow', lock: 'one', config: { name: 'inner' } }
  const parent = await feature.run([call], ['start -> call'])
  const child = feature.childOf(parent)
  const heir = heirOf(feature)
  commands(heir)
  await heir.run([{ id: 'b', kind: 'work', lock: 'one' }], ['start -> b'])
  await heir.slashflow.recover()
  await heir.slashflow.stop(parent)
  expect([heir.end(parent), heir.end(child)]).toEqual([{ status: 'interrupted' }, { status: 'interrupted' }])
})

it('shows that a container waits for its lock again, and begins nothing of it anew after another restart', async () => {
  const feature = new Feature()
  feature.works.hold('a', 'b')
  const first = await feature.run([box, inside], ['start -> box'])
  const heir = heirOf(feature)
  await heir.run([{ id: 'b', kind: 'work', lock: 'one' }], ['start -> b'])
  await heir.slashflow.recover()
  expect(heir.slashflow.state(first).active.get('box/0')).toMatchObject({
    status: 'waiting',
    waitingFor: { type: 'lock', what: 'one' },
    heldBack: { status: 'running' },
  })
  await heir.crash()
  await heir.release('a')
  expect(heir.end(first)).toEqual({ status: 'succeeded', result: null })
  expect(heir.slashflow.trace(first, ['items.started', 'item.started'])).toHaveLength(2)
})

it('begins nothing of a run without an owner that is paused', async () => {
  const feature = new Feature()
  feature.works.hold('a')
  const run = await feature.run([{ id: 'a', kind: 'work' }], ['start -> a'])
  const heir = heirOf(feature)
  const before = heir.works.log.length
  await heir.slashflow.adoptPaused(run)
  expect([heir.end(run), heir.works.log.length - before]).toEqual([{ status: 'paused' }, 0])
  await heir.resume(run)
  await heir.release('a')
  expect(heir.end(run)).toEqual({ status: 'succeeded', result: null })
})
