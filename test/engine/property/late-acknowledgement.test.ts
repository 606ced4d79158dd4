/** The simulator lets work that is withdrawn acknowledge at once; here it takes its time. */
import { expect, it } from 'vitest'
import { readFlow } from '#test/engine/reference/flow.ts'
import { SimulatedEngine } from './simulated-engine.ts'
import type { Work } from './simulated-kinds.ts'
import { workflowOfFlow } from './workflow-of-flow.ts'

const isAborted = (work: Work): boolean => work.isAborted

it('withdraws the other items when one has failed, also while its work has not acknowledged', async () => {
  const home = new SimulatedEngine()
  const working: Work[] = []
  home.simulation = {
    began: (work) => working.push(work),
    ended: (work) => working.splice(working.indexOf(work), 1),
    branch: () => ({ leaves: 'yes' }),
  }
  const flow = readFlow('start -> all\n all: each, items 2\n slow: work, in all\n fast: work, in all')
  await home.driver.start(workflowOfFlow(flow))
  await home.driver.settle()
  working.find(({ path, node }) => path === 'all[0]' && node === 'fast')?.fail('boom', true)
  await home.driver.settle()
  const aborted = working.map((work) => [`${work.path}/${work.node}`, work.isAborted])
  for (let work = working.find(isAborted); work !== undefined; work = working.find(isAborted)) {
    work.acknowledge()
    await home.driver.settle()
  }
  await home.close()
  expect(aborted).toEqual([
    ['all[0]/slow', true],
    ['all[1]/slow', true],
    ['all[1]/fast', true],
  ])
})
