/** Where a run and its nodes stand in their machines can be read from the log: held against the live machines. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Engine } from '#main/engine/engine.ts'
import { NodeError } from '#main/engine/node-error.ts'
import type { RunEvent } from '#shared/events/event.ts'
import { foldRun } from '#shared/state/fold-run.ts'
import { machineStateOfNode, machineStateOfRun } from '#shared/state/machine-state.ts'
import { activationKey } from '#shared/state/run-state.ts'
import { RealRun } from '#test/engine/property/real-run.ts'
import { SimulatedEngine } from '#test/engine/property/simulated-engine.ts'
import { arbitraryCase, type Case } from '#test/support/graphs/cases.ts'
import { driver, until } from '#test/support/scripted-driver.ts'
import { workflowOf } from '#test/support/workflow-of.ts'

const MOST_MOVES = 25

/** What the fold says of every execution that is alive, and what it is. Returns where they stand. */
function compare(engine: Engine, events: readonly RunEvent[]): readonly string[] {
  const live = engine.live(events[0]?.runId ?? '')
  if (!live) return []
  const state = foldRun(events, live.runId)
  const executions = [...live.executions.values()]
  const told = executions.map(({ path, node, iteration }) => {
    const key = activationKey(path, node.id, iteration)
    const active = state.active.get(key)
    return [key, active ? (machineStateOfNode(active, node.machine.id, state) ?? '') : 'unknown to the fold']
  })
  expect([['the run', machineStateOfRun(state)], ...told]).toEqual([
    ['the run', live.machineState],
    ...executions.map((execution) => [execution.key, execution.machineState]),
  ])
  return executions.map(({ machineState }) => machineState)
}

async function play(home: SimulatedEngine, { flow, script, schedule }: Case): Promise<void> {
  const run = new RealRun(home, flow, script)
  const look = () =>
    compare(
      home.driver.engine,
      run.seen.map(({ event }) => event),
    )
  await run.start()
  look()
  for (let move = 0; move < MOST_MOVES; move += 1) {
    const { moves } = run
    const label = moves[(schedule[move] ?? 0) % (moves.length + 1)]
    if (label === undefined) await run.turn(500)
    else await run.move(label)
    look()
  }
  await run.close()
}

it('reads from the log where each machine of a run stands', async () => {
  const home = new SimulatedEngine()
  const cases = arbitraryCase([
    'joins',
    'loops',
    'errors',
    'retries',
    'approvals',
    'effects',
    'containers',
    'timers',
    'end',
  ])
  await fc.assert(
    fc.asyncProperty(
      cases.filter(({ flow }) => flow.nodes.every(({ kind }) => kind !== 'wait')),
      (of) => play(home, of),
    ),
    { numRuns: 60 },
  )
  await home.close()
})

it('reads the states that last: of a person who is asked, of work, of work that is tried again later', async () => {
  const slashflow = driver(async ({ signal, attempt }) =>
    attempt === 1 ? new NodeError('boom', 'It broke.') : until(signal),
  )
  await slashflow.start(
    workflowOf(
      [
        { id: 'start', kind: 'start' },
        { id: 'ok', kind: 'approval' },
        { id: 'work', kind: 'work', retry: { attempts: 2, delay: '1s', jitter: false } },
      ],
      ['start -> ok', 'start -> work'],
    ),
  )
  await slashflow.settle()
  expect(compare(slashflow.engine, slashflow.events)).toEqual(['awaiting', 'retrying'])
  await slashflow.turn(1_000)
  expect(compare(slashflow.engine, slashflow.events)).toEqual(['awaiting', 'running'])
})

it('reads the state of a run that was stopped, and of what it keeps', async () => {
  const home = new SimulatedEngine()
  const { driver } = home
  const runId = await driver.start(
    workflowOf(
      [
        { id: 'start', kind: 'start' },
        { id: 'ok', kind: 'approval' },
      ],
      ['start -> ok'],
    ),
  )
  await driver.settle()
  await driver.stop(runId)
  const state = driver.state(runId)
  const ok = state.nodes.get('ok')
  expect([machineStateOfRun(state), ok && machineStateOfNode(ok, 'person', state)]).toEqual([
    'interrupted',
    'suspended',
  ])
  await home.close()
})
