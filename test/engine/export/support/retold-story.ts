/** The exported machine with actors that give back what the engine's nodes gave, and people who say what they said there. */
import { type AnyMachineSnapshot, createActor, SimulatedClock } from 'xstate'
import { KINDS } from '#main/nodes/registry.ts'
import type { RunEvent } from '#shared/events/event.ts'
import type { Json } from '#shared/json.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import type { Story } from './engine-story.ts'
import { instantActor } from './instant-actor.ts'
import type { ExportedModule } from './load-machine.ts'

type Ending = Extract<RunEvent, { type: 'node.completed' | 'node.failed' }>

interface Place {
  readonly node: string
  readonly index: number | undefined
}

/** Innermost item, as a node's context has it. */
const indexOf = (path: string | undefined): number | undefined => {
  const found = /\[(\d+)\]$/.exec(path ?? '')
  return found === null ? undefined : Number(found[1])
}

/** Families whose endings come from outside the machine. */
const RETOLD: ReadonlySet<string> = new Set(['instant', 'work', 'emit', 'end', 'child'])

const keyOf = ({ node, index }: Place): string => `${node} ${index ?? ''}`

export class RetoldStory {
  readonly #module: ExportedModule
  readonly #workflow: Workflow
  readonly #story: Story
  readonly #endings = new Map<string, Ending[]>()
  readonly #items = new Map<string, Json[]>()

  constructor(module: ExportedModule, workflow: Workflow, story: Story) {
    this.#module = module
    this.#workflow = workflow
    this.#story = story
    for (const event of story.events) {
      const place = { node: event.nodeId ?? '', index: this.#isGrouped(event.nodeId) ? undefined : indexOf(event.path) }
      if (event.type === 'node.completed' || event.type === 'node.failed')
        this.#endings.set(keyOf(place), [...(this.#endings.get(keyOf(place)) ?? []), event])
      if (event.type === 'node.started' && typeof event.data.input === 'object' && event.data.input !== null)
        this.#items.set(place.node, [
          ...(this.#items.get(place.node) ?? []),
          (event.data.input as { items?: Json }).items ?? [],
        ])
    }
  }

  /** Inside a group and no item: it has no index of its own. */
  #isGrouped(id: string | undefined): boolean {
    const nodes = this.#workflow.nodes
    for (
      let at = nodes.find((node) => node.id === id)?.parent;
      at !== undefined;
      at = nodes.find((node) => node.id === at)?.parent
    )
      if (nodes.find((node) => node.id === at)?.kind === 'each') return false
    return true
  }

  #take(place: Place): Ending {
    const ending = this.#endings.get(keyOf(place))?.shift()
    if (!ending) throw new Error(`The engine did not run ${keyOf(place)} once more`)
    return ending
  }

  #next(place: Place): string | undefined {
    const [ending] = this.#endings.get(keyOf(place)) ?? []
    return ending?.type === 'node.completed' ? ending.data.port : undefined
  }

  #retell(place: Place): unknown {
    const ending = this.#take(place)
    if (ending.type === 'node.completed') return this.#module.leaveBy(ending.data.port, ending.data.output)
    throw Object.assign(new Error(ending.data.message), {
      code: ending.data.code,
      retryable: ending.data.retryAt !== undefined,
    })
  }

  tell(): AnyMachineSnapshot {
    const actors = KINDS.map(({ descriptor }) => descriptor.kind)
    const machine = this.#module.machine.provide({
      actors: Object.fromEntries(
        actors.map((kind) => [
          kind,
          instantActor((given) => {
            const { node, index } = given as Place
            return kind === 'each' ? this.#items.get(node)?.shift() : this.#retell({ node, index })
          }),
        ]),
      ),
      guards: Object.fromEntries(this.#workflow.nodes.flatMap((node) => this.#guardsOf(node))),
    })
    const clock = new SimulatedClock()
    const actor = createActor(machine, { clock, input: { args: this.#story.state.args } })
    actor.subscribe({ error: (error) => this.errors.push(error) })
    actor.start()
    let now = Date.parse(this.#story.state.startedAt)
    for (const event of this.#story.events) {
      clock.increment(Math.max(0, Date.parse(event.at) - now))
      now = Math.max(now, Date.parse(event.at))
      const said = this.#saidBy(event)
      if (!said) continue
      actor.send(said)
      this.#take({ node: event.nodeId ?? '', index: said.index })
    }
    return actor.getSnapshot()
  }

  readonly errors: unknown[] = []

  /** Endings of the engine's nodes that no actor gave back: visits that the machine has not made. */
  get untold(): readonly string[] {
    return [...this.#endings].flatMap(([key, endings]) => {
      const node = this.#workflow.nodes.find(({ id }) => id === key.split(' ')[0])
      const kind = KINDS.find(({ descriptor }) => descriptor.kind === node?.kind)
      const isRetold = kind !== undefined && !kind.descriptor.entry && RETOLD.has(kind.behaviour.family)
      return isRetold ? endings.map(() => key) : []
    })
  }

  /** A branch asks them in order: the last one asked uses the ending up. */
  #guardsOf(
    node: Workflow['nodes'][number],
  ): (readonly [string, (args: { context: { index?: number } }) => boolean])[] {
    const cases = casesOf(node.config?.cases ?? node.config?.events)
    return cases.map(({ port }, at) => [
      `${node.id}.${port}`,
      ({ context }) => {
        const place = { node: node.id, index: context.index }
        const holds = this.#next(place) === port
        if (node.kind === 'branch' && (holds || at === cases.length - 1)) this.#take(place)
        return holds
      },
    ])
  }

  /** What a person or the world said to the engine where a node that waited has ended. */
  #saidBy(event: RunEvent): { type: string; output: Json; index?: number } | undefined {
    if (event.type !== 'node.completed' || event.data.port === 'timeout') return undefined
    const node = this.#workflow.nodes.find(({ id }) => id === event.nodeId)
    if (!node || !['approval', 'ask', 'show', 'checkpoint', 'wait'].includes(node.kind)) return undefined
    const { port, output } = event.data
    const index = this.#isGrouped(node.id) ? undefined : indexOf(event.path)
    const awaited = casesOf(node.config?.events)
    const type = node.kind === 'wait' ? awaited.find((one) => one.port === port)?.event : `${node.id}.${port}`
    return { type: type ?? `${node.id}.${port}`, output, ...(index !== undefined && { index }) }
  }
}

/** A list of cases or events as it stands in a checked file. */
const casesOf = (written: unknown): readonly { readonly port: string; readonly event: string }[] =>
  Array.isArray(written) ? written : []
