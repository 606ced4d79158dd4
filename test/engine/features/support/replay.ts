/** A run, and what takes over its record. */
import { type PlannedReplay, planReplay } from '#main/engine/replay/replay-plan.ts'
import { KINDS, registryOf } from '#main/nodes/registry.ts'
import type { Edge, Workflow, WorkflowNode } from '#shared/workflow/workflow.ts'
import { engineKinds } from '#test/support/engine-kinds.ts'
import { workflowOf } from '#test/support/workflow-of.ts'
import { Feature } from './feature.ts'

type Node = Partial<WorkflowNode> & { id: string; kind: string }

const registry = registryOf([...KINDS, ...[...engineKinds(async () => undefined).values()].filter(isOwn)])

function isOwn({ descriptor }: { descriptor: { kind: string } }): boolean {
  return ['set', 'work', 'effect'].includes(descriptor.kind)
}

export const work = (id: string, value = `{{ nodes }}`, more: object = {}): Node => ({
  id,
  kind: 'work',
  config: { value },
  ...more,
})

export class Replay {
  readonly feature = new Feature()
  readonly workflow: Workflow
  #run = ''

  constructor(nodes: readonly Node[], edges: readonly (string | Edge)[]) {
    this.workflow = workflowOf([{ id: 'start', kind: 'start' }, ...nodes], edges)
  }

  async first(): Promise<this> {
    this.#run = await this.feature.slashflow.start(this.workflow)
    await this.feature.settle()
    this.feature.works.log.length = 0
    return this
  }

  /** What is asked for next is about that run. */
  of(run: string): this {
    this.#run = run
    this.feature.works.log.length = 0
    return this
  }

  plan(parts: { from?: string; until?: string; isDraft?: boolean }): PlannedReplay {
    const events = this.feature.slashflow.events.filter(({ runId }) => runId === this.#run)
    return planReplay({ runId: this.#run, workflow: this.workflow, registry, events, ...parts })
  }

  /** As the call that replays a run does it: large outputs are put back in. */
  #whole(recorded: PlannedReplay['recorded']): PlannedReplay['recorded'] {
    const { slashflow } = this.feature
    const entries = Object.entries(recorded)
    return Object.fromEntries(
      entries.map(([key, { port, output }]) => [key, { port, output: slashflow.whole(output) }]),
    )
  }

  async play({ isDraft = false, ...parts }: { from?: string; until?: string; isDraft?: boolean }): Promise<string> {
    const { workflow, recorded } = this.plan({ ...parts, isDraft })
    const { runId } = await this.feature.slashflow.engine.start({
      workflow,
      args: {},
      workspace: '',
      trusted: true,
      by: 'test',
      replay: { of: this.#run, ...parts, recorded: this.#whole(recorded) },
    })
    await this.feature.settle()
    return runId
  }
}
