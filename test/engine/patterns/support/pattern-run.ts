/** A run of a pattern's workflow on the real engine with the real kinds: people, the world outside and the clock are the test's. */
import { expect } from 'vitest'
import { registryOf } from '#main/nodes/registry.ts'
import type { EventType } from '#shared/events/event.ts'
import type { Json } from '#shared/json.ts'
import type { RunState, Wait } from '#shared/state/run-state.ts'
import { resolveArguments } from '#shared/workflow/arguments.ts'
import { durationMs } from '#shared/workflow/duration.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { EngineDriver } from '#test/support/engine-driver.ts'
import { workflowOf } from '#test/support/workflow-of.ts'

type Args = Readonly<Record<string, Json>>
type Question = Wait & { readonly runId: string }

export class PatternRun {
  readonly #slashflow: EngineDriver
  #id = ''

  constructor() {
    this.#slashflow = new EngineDriver(registryOf())
  }

  /** Begins `workflow`; a run of it finds itself and the others as commands. */
  async begin(workflow: Workflow, others: readonly Workflow[], args: Args): Promise<void> {
    for (const command of [workflow, ...others]) this.#slashflow.commands.set(command.name, command)
    const given = resolveArguments(workflow.parameters ?? [], args)
    expect(given.problems).toEqual([])
    this.#id = await this.#slashflow.start(workflow, given.args)
    await this.#slashflow.settle()
  }

  /** A person does what the activity asks for. `nth` chooses among several open ones, the longest open first. */
  async completes(activity: string, note = '', nth = 0): Promise<void> {
    const { engine, run, question } = this.#find(activity, nth)
    await engine.answer(run, question.id, { note }, 'test')
    await this.#slashflow.settle()
  }

  approves(activity: string, nth = 0): Promise<void> {
    return this.#decide(activity, 'approved', nth)
  }

  rejects(activity: string, nth = 0): Promise<void> {
    return this.#decide(activity, 'rejected', nth)
  }

  /** Somebody else publishes an event: another run of the same data folder. */
  async hears(event: string, data: Json = {}): Promise<void> {
    const nodes = [
      { id: 'start', kind: 'start' },
      { id: 'tell', kind: 'emit', config: { event, data } },
    ]
    await this.#slashflow.start(workflowOf(nodes, ['start -> tell']))
    await this.#slashflow.settle()
  }

  afterwards(duration: string): Promise<void> {
    return this.#slashflow.turn(durationMs(duration))
  }

  async stop(): Promise<readonly string[]> {
    const receipt = await this.#slashflow.stop(this.#id)
    return receipt.map(({ what }) => what)
  }

  /** Activities that wait for a person now, in this run and in those it started, by name. */
  get open(): readonly string[] {
    return this.#questions()
      .map(({ nodeId }) => nodeId)
      .sort()
  }

  /** Which of these nodes have begun and not ended. */
  underWay(...nodeIds: readonly string[]): readonly string[] {
    return nodeIds.filter((id) => this.starts(id) > this.completions(id))
  }

  /** How often the node began, in this run and in those it started. */
  starts(nodeId: string): number {
    return this.#count('node.started', nodeId)
  }

  completions(nodeId: string): number {
    return this.#count('node.completed', nodeId)
  }

  /** Latest status of each of these nodes at the top of the run; undefined where it was not reached. */
  fates(...nodeIds: readonly string[]): readonly (string | undefined)[] {
    return nodeIds.map((id) => this.#state().nodes.get(id)?.status)
  }

  output(nodeId: string): Json | undefined {
    return this.#state().nodes.get(nodeId)?.output
  }

  get status(): string {
    return this.#state().status
  }

  get result(): Json | undefined {
    return this.#state().result
  }

  async close(): Promise<void> {
    const { bugs } = this.#slashflow
    await this.#slashflow.close()
    expect(bugs).toEqual([])
  }

  async #decide(activity: string, decision: 'approved' | 'rejected', nth: number): Promise<void> {
    const { engine, run, question } = this.#find(activity, nth)
    await engine.decide(run, question.id, { decision, value: undefined, feedback: undefined, by: 'test' })
    await this.#slashflow.settle()
  }

  #find(activity: string, nth: number) {
    const question = this.#questions().filter(({ nodeId }) => nodeId === activity)[nth]
    if (!question) throw new Error(`"${activity}" is not open; open are: ${this.open.join(', ') || 'none'}`)
    const { engine } = this.#slashflow
    const run = engine.live(question.runId)
    if (!run) throw new Error(`The run that asks "${activity}" is not live`)
    return { engine, run, question }
  }

  /** Asked in the order of the log. */
  #questions(): readonly Question[] {
    const runs = [...new Set(this.#slashflow.events.map(({ runId }) => runId))]
    const waits = runs.flatMap((runId) => [...this.#state(runId).waits.values()].map((wait) => ({ ...wait, runId })))
    const asked = this.#slashflow.events.flatMap(({ type, data }) => {
      if (type === 'approval.requested') return [data.approvalId]
      return type === 'input.requested' ? [data.inputId] : []
    })
    const places = new Map(asked.map((id, place) => [id, place]))
    return waits.sort((a, b) => (places.get(a.id) ?? 0) - (places.get(b.id) ?? 0))
  }

  #count(type: EventType, nodeId: string): number {
    return this.#slashflow.events.filter((event) => event.type === type && event.nodeId === nodeId).length
  }

  #state(runId = this.#id): RunState {
    return this.#slashflow.state(runId)
  }
}
