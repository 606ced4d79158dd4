import { expect, it } from 'vitest'
import type { Workflow } from '#shared/workflow/workflow.ts'
import type { Script } from '#test/support/engine-kinds.ts'
import { driver } from '#test/support/scripted-driver.ts'
import { workflowOf } from '#test/support/workflow-of.ts'

const works = (count: number) => Array.from({ length: count }, (_, index) => ({ id: `w${index}`, kind: 'work' }))

function chain(length: number): Workflow {
  const nodes = works(length)
  return workflowOf(
    [{ id: 'start', kind: 'start' }, ...nodes],
    ['start -> w0', ...nodes.slice(1).map(({ id }, index) => `w${index} -> ${id}`)],
  )
}

function fanOut(width: number): Workflow {
  const nodes = works(width)
  return workflowOf(
    [{ id: 'start', kind: 'start' }, ...nodes, { id: 'join', kind: 'set', config: { value: 'all' } }],
    nodes.flatMap(({ id }) => [`start -> ${id}`, `${id} -> join`]),
  )
}

/** Work that ends when the test says so, and how much of it there is at once. */
function gate() {
  const waiting: (() => void)[] = []
  let most = 0
  const script: Script = ({ signal }) =>
    new Promise<void>((resolve, reject) => {
      const end = (how: () => void) => () => {
        const at = waiting.indexOf(open)
        if (at >= 0) waiting.splice(at, 1)
        how()
      }
      const open = end(resolve)
      waiting.push(open)
      most = Math.max(most, waiting.length)
      signal.addEventListener(
        'abort',
        end(() => reject(signal.reason)),
      )
    })
  return {
    script,
    active: () => waiting.length,
    most: () => most,
    openAll: () => {
      for (const open of [...waiting]) open()
    },
  }
}

it('gives every place back, so a chain longer than the limits goes on', async () => {
  const slashflow = driver()
  const run = await slashflow.start(chain(100))
  const state = await slashflow.until(run, ({ status }) => status !== 'running')
  expect(state.status).toBe('succeeded')
})

it('works on at most 8 nodes of a run and 32 of all, and gets to every one of 1,000', async () => {
  const work = gate()
  const slashflow = driver(work.script)
  const wide = await slashflow.start(fanOut(1_000))
  await slashflow.settle()
  expect(work.active()).toBe(8)
  const others = await Promise.all([1, 2, 3, 4, 5].map(() => slashflow.start(fanOut(10))))
  await slashflow.settle()
  expect(work.active()).toBe(32)
  const runs = [wide, ...others]
  while (runs.some((run) => slashflow.engine.live(run))) {
    work.openAll()
    await slashflow.settle()
  }
  expect(work.most()).toBe(32)
  expect(runs.map((run) => slashflow.state(run).status)).toEqual(runs.map(() => 'succeeded'))
})

it('works on more at once as soon as it may, and on less once what works has ended', async () => {
  const work = gate()
  const slashflow = driver(work.script)
  const run = await slashflow.start(fanOut(60))
  await slashflow.settle()
  slashflow.engine.limit({ run: 50, app: 40 })
  await slashflow.settle()
  expect(work.active()).toBe(40)
  slashflow.engine.limit({ run: 2, app: 40 })
  work.openAll()
  await slashflow.settle()
  expect(work.active()).toBe(2)
  while (slashflow.engine.live(run)) {
    work.openAll()
    await slashflow.settle()
  }
  expect(slashflow.state(run).status).toBe('succeeded')
})

it('has all places again after a stop and after a failure', async () => {
  const work = gate()
  let fails = false
  const slashflow = driver((context) => (fails ? Promise.reject(new Error('no')) : work.script(context)))
  for (let round = 0; round < 5; round += 1) {
    const stopped = await slashflow.start(fanOut(20))
    await slashflow.settle()
    const live = slashflow.engine.live(stopped)
    if (live) await slashflow.engine.stop(live, 'test', false)
    fails = true
    const failed = await slashflow.start(fanOut(20))
    await slashflow.until(failed, ({ status }) => status === 'failed')
    fails = false
  }
  const last = await slashflow.start(fanOut(20))
  await slashflow.settle()
  expect(work.active()).toBe(8)
  while (slashflow.engine.live(last)) {
    work.openAll()
    await slashflow.settle()
  }
  expect(slashflow.state(last).status).toBe('succeeded')
})
