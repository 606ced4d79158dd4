/** Runs that other runs have called, from the command line: their events, their questions, where they are listed. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { eventsOf, type Workshop, workshop } from '../support/cli-process.ts'
import { calling, callingOnce, gate, gateBehind } from '../support/cli-workflows.ts'

let shop: Workshop

beforeEach(async () => {
  shop = await workshop()
  mkdirSync(join(shop.workspace, '.slashflow'))
  writeFileSync(join(shop.workspace, '.slashflow', 'gate.flow.json'), JSON.stringify(gate))
})
afterEach(() => shop.clean())

it('answers the questions of child runs, and prints their events by their own run', async () => {
  const { code, out } = await shop.slashflow('run', await callsTwice(), '--approve', 'all', '--json')
  expect(code).toBe(0)
  const events = eventsOf(out)
  const decided = events.filter(({ type }) => type === 'approval.decided')
  expect(new Set(decided.map(({ runId }) => runId)).size).toBe(2)
  expect(new Set(events.map(({ correlationId }) => correlationId)).size).toBe(1)
})

it('says whom it waits for, and refuses an answer that could be for either with the ids', async () => {
  const run = await shop.slashflow('run', await callsTwice(), '--approve', 'none', '--json')
  expect(run).toMatchObject({ code: 3, err: expect.stringContaining('slashflow approve') })
  const runId = eventsOf(run.out)[0]?.runId ?? ''

  const refused = await shop.slashflow('approve', runId, 'ok')
  expect(refused).toMatchObject({ code: 2, err: expect.stringContaining('2 approvals wait on ok') })
  const [first = '', second = ''] = [...refused.err.matchAll(/^ {2}(\S+) {2}ok/gm)].map(([, id]) => id)
  expect(await shop.slashflow('approve', runId, first)).toMatchObject({ code: 3 })
  expect(await shop.slashflow('approve', runId, second)).toMatchObject({ code: 0 })
})

it('answers for the child run that is named, and for none beside it', async () => {
  const run = await shop.slashflow('run', await callsTwice(), '--approve', 'none', '--json')
  const [first = '', second = ''] = eventsOf(run.out).flatMap((event) =>
    event.type === 'child.started' ? [event.data.runId] : [],
  )
  expect(await shop.slashflow('resume', first, '--approve', 'all')).toMatchObject({ code: 0 })
  expect(await shop.slashflow('approve', second, 'ok')).toMatchObject({ code: 0 })
})

it('waits for a person of a large run that it called, which goes on some time after it', async () => {
  await shop.file('.slashflow/gate.flow.json', gateBehind(4_000))
  const run = await shop.slashflow(
    'run',
    await shop.file('once.flow.json', callingOnce('gate')),
    '--approve',
    'none',
    '--json',
  )
  const runId = eventsOf(run.out)[0]?.runId ?? ''
  expect(run.code).toBe(3)
  expect(await shop.slashflow('stop', runId)).toMatchObject({ code: 0 })

  const resumed = await shop.slashflow('resume', runId, '--approve', 'none')
  expect(resumed).toMatchObject({ code: 3, err: expect.stringContaining('slashflow approve') })
  expect(await shop.slashflow('resume', runId, '--approve', 'all')).toMatchObject({ code: 0 })
})

it('lists them below their parent when asked for all', async () => {
  await shop.slashflow('run', await callsTwice(), '--approve', 'all')
  expect((await shop.slashflow('list', '--limit', '5')).out).not.toContain('/gate')
  expect((await shop.slashflow('list', '--all')).out.match(/└ \S+ +\/gate/g)).toHaveLength(2)
})

const callsTwice = (): Promise<string> => shop.file('calls.flow.json', calling('gate'))
