/** A run of the engine with the real kinds, in which somebody does all that is asked until nothing is left to do. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { registryOf } from '#main/nodes/registry.ts'
import type { RunEvent } from '#shared/events/event.ts'
import type { FormField } from '#shared/events/form-field.ts'
import type { Json } from '#shared/json.ts'
import type { RunState, Wait } from '#shared/state/run-state.ts'
import { resolveArguments } from '#shared/workflow/arguments.ts'
import { canonicalText } from '#shared/workflow/canonical.ts'
import type { Parameter, Workflow } from '#shared/workflow/workflow.ts'
import { EngineDriver } from '#test/support/engine-driver.ts'
import { workflowOf } from '#test/support/workflow-of.ts'

export interface Story {
  readonly state: RunState
  readonly events: readonly RunEvent[]
}

const MOST_STEPS = 60
const A_DAY_MS = 86_400_000

const VALUES: Readonly<Record<Parameter['type'], Json>> = {
  string: 'some',
  text: 'some',
  number: 5,
  boolean: true,
  enum: 'some',
  file: 'some',
  directory: 'some',
  json: ['one', 'two', 'three'],
}

/** `others`: commands that it may call. `seed`: what people choose. */
export async function engineStory(workflow: Workflow, others: readonly Workflow[], seed: number): Promise<Story> {
  const driver = new EngineDriver(registryOf())
  const workspace = join(driver.home, 'workspace')
  mkdirSync(join(workspace, '.slashflow'), { recursive: true })
  for (const command of [workflow, ...others]) {
    writeFileSync(join(workspace, '.slashflow', `${command.name}.flow.json`), canonicalText(command))
    driver.commands.set(command.name, command)
  }
  const missing = (workflow.parameters ?? []).filter((parameter) => parameter.default === undefined)
  const given = Object.fromEntries(missing.map(({ name, type, options }) => [name, options?.[0] ?? VALUES[type]]))
  const runId = await driver.start(
    workflow,
    resolveArguments(workflow.parameters ?? [], given).args as never,
    true,
    workspace,
  )
  await driver.settle()
  for (let step = 0; step < MOST_STEPS && (await goOn(driver, runId, seed + step)); step += 1);
  const story = { state: driver.state(runId), events: driver.events.filter((event) => event.runId === runId) }
  await driver.close()
  return story
}

/** False where nothing is left to do. */
async function goOn(driver: EngineDriver, runId: string, choice: number): Promise<boolean> {
  const runs = [...new Set(driver.events.map((event) => event.runId))]
  for (const id of runs) {
    const waits = [...driver.state(id).waits.values()]
    const wait = waits[choice % Math.max(1, waits.length)]
    if (wait) {
      await answer(driver, id, wait, choice)
      return true
    }
  }
  const active = [...driver.state(runId).active.values()]
  const event = active.find(({ waitingFor }) => waitingFor?.type === 'event')?.waitingFor?.what.split(', ')[0]
  if (event !== undefined) {
    const nodes = [
      { id: 'start', kind: 'start' },
      { id: 'tell', kind: 'emit', config: { event, data: {} } },
    ]
    await driver.start(workflowOf(nodes, ['start -> tell']))
    await driver.settle()
    return true
  }
  if (!active.some(({ waitingFor, retryAt }) => waitingFor?.until !== undefined || retryAt !== undefined)) return false
  await driver.turn(A_DAY_MS)
  return true
}

async function answer(driver: EngineDriver, runId: string, wait: Wait, choice: number): Promise<void> {
  const run = driver.engine.live(runId)
  if (!run) throw new Error(`The run that asks ${wait.nodeId} is not live`)
  if (wait.type === 'approval') {
    const decision = choice % 3 === 2 ? 'rejected' : 'approved'
    await driver.engine.decide(run, wait.id, { decision, value: undefined, feedback: undefined, by: 'test' })
  } else {
    const values = Object.fromEntries(wait.request.fields.map((field) => [field.name, answerTo(field, choice)]))
    await driver.engine.answer(run, wait.id, values, 'test')
  }
  await driver.settle()
}

const answerTo = ({ type, options = [] }: FormField, choice: number): Json =>
  options[choice % Math.max(1, options.length)] ?? VALUES[type]
