/** The simulator lets work that is withdrawn acknowledge at once; here it takes its time. */
import { expect, it } from 'vitest'
import { readFlow } from '#test/engine/reference/flow.ts'
import { SimulatedEngine } from './simulated-engine.ts'
import type { Work } from './simulated-kinds.ts'
import { workflowOfFlow } from './workflow-of-flow.ts'

const isAborted = (work: Work): boolean => work.isAborted

/** Fails one piece of work, and says of the others whether they were asked to end before any of them has. */
async function asked(text: string, fails: string): Promise<readonly (readonly [string, boolean])[]> {
  const home = new SimulatedEngine()
  const working: Work[] = []
  home.simulation = {
    began: (work) => working.push(work),
    ended: (work) => working.splice(working.indexOf(work), 1),
    branch: () => ({ leaves: 'yes' }),
  }
  const nameOf = ({ path, node }: Work): string => (path === '' ? node : `${path}/${node}`)
  await home.driver.start(workflowOfFlow(readFlow(text)))
  await home.driver.settle()
  working.find((work) => nameOf(work) === fails)?.fail('boom', true)
  await home.driver.settle()
  const found = working.map((work) => [nameOf(work), work.isAborted] as const)
  for (let work = working.find(isAborted); work !== undefined; work = working.find(isAborted)) {
    work.acknowledge()
    await home.driver.settle()
  }
  const hasFailed = home.driver.events.some(({ type }) => type === 'run.failed')
  expect(hasFailed).toBe(found.every(([, isOver]) => isOver))
  const closing = home.close()
  for (const work of [...working]) work.acknowledge()
  await closing
  return found
}

it('withdraws the other items when one has failed, also while its work has not acknowledged', async () => {
  const text = 'start -> all\n all: each, items 2\n slow: work, in all\n fast: work, in all'
  expect(await asked(text, 'all[0]/fast')).toEqual([
    ['all[0]/slow', true],
    ['all[1]/slow', true],
    ['all[1]/fast', true],
  ])
})

const NESTED = `
  start -> outer
  start -> beside
  outer: each, items 2
  inner: each, items 2, in outer
  work: work, in inner`

it('withdraws all that a failure in a nested container fails, while work inside it has not acknowledged', async () => {
  expect(await asked(NESTED, 'outer[0]/inner[0]/work')).toEqual([
    ['beside', true],
    ['outer[0]/inner[1]/work', true],
    ['outer[1]/inner[0]/work', true],
    ['outer[1]/inner[1]/work', true],
  ])
})

it('goes no further out than the first container that catches the failure', async () => {
  const text = `${NESTED}\n inner.error -> rescue\n rescue: work, in outer`
  expect(await asked(text, 'outer[0]/inner[0]/work')).toEqual([
    ['beside', false],
    ['outer[0]/inner[1]/work', true],
    ['outer[1]/inner[0]/work', false],
    ['outer[1]/inner[1]/work', false],
  ])
})
