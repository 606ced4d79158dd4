/**
 * Runs one node on the real engine: a workflow of start, the node, and one after it for every port, in a workspace of its
 * own, with real programs and files and a model server over HTTP. People are played by the test.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { ExampleNode, KindExample } from '#main/engine/kind.ts'
import type { Notification } from '#main/engine/ports/notifier.ts'
import { registryOf } from '#main/nodes/registry.ts'
import type { Json } from '#shared/json.ts'
import { type Notice, RUN_ENDED, type RunState } from '#shared/state/run-state.ts'
import { durationMs } from '#shared/workflow/duration.ts'
import { portsOf } from '#shared/workflow/kind-descriptor.ts'
import type { Workflow, WorkflowNode } from '#shared/workflow/workflow.ts'
import { type FaultyServer, faultyServer, type Reply } from '#test/services/support/faulty-server.ts'
import { EngineDriver } from '#test/support/engine-driver.ts'
import { TurnedClock } from '#test/support/turned-clock.ts'
import { workflowOf } from '#test/support/workflow-of.ts'
import { answers, realAdapters } from './real-adapters.ts'

/** The node under test; its id is `subject`. */
type Subject = Pick<WorkflowNode, 'kind' | 'config' | 'approve'>

type Surroundings = Omit<KindExample, 'title' | 'config' | 'leavesBy'>

const START = { id: 'start', kind: 'start' } as const

export interface Ending {
  /** The port, `error` for a failure; `succeeded` or `failed` for `end`, `never` for a note. */
  readonly leavesBy: string
  readonly errorCode?: string
  readonly errorMessage?: string
  readonly detail?: Json
  readonly output: Json
  readonly notices: readonly Notice[]
  readonly streamed: Readonly<Record<string, string>>
}

export interface KindDriverOptions {
  readonly replies?: readonly Reply[]
  readonly contextTokens?: number
  readonly secrets?: Readonly<Record<string, string>>
  /** Absolute; a fresh temporary folder where it is not given. */
  readonly workspace?: string
}

export class KindDriver {
  readonly notifications: Notification[] = []
  readonly workspace: string
  readonly server: FaultyServer
  readonly #engine: EngineDriver
  readonly #clock = new TurnedClock()
  readonly #folder: string

  private constructor(server: FaultyServer, options: KindDriverOptions) {
    this.#folder = mkdtempSync(join(tmpdir(), 'slashflow-kind-'))
    this.workspace = options.workspace ?? join(this.#folder, 'workspace')
    if (options.workspace === undefined) mkdirSync(this.workspace)
    this.server = server
    this.#engine = new EngineDriver(
      registryOf(),
      this.#clock,
      realAdapters({
        baseUrl: server.baseUrl,
        notified: (notification) => this.notifications.push(notification),
        ...(options.contextTokens !== undefined && { contextTokens: options.contextTokens }),
        ...(options.secrets && { secrets: options.secrets }),
      }),
    )
  }

  static async create(options: KindDriverOptions = {}): Promise<KindDriver> {
    return new KindDriver(await faultyServer(...(options.replies ?? [answers('Fine.')])), options)
  }

  get bugs(): readonly unknown[] {
    return this.#engine.bugs
  }

  lay(files: Readonly<Record<string, string | Uint8Array>>): void {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(this.workspace, path)), { recursive: true })
      writeFileSync(join(this.workspace, path), content)
    }
  }

  /** Until the run has ended; a person answers as the example says. */
  async run(node: Subject, person: Surroundings = {}): Promise<Ending> {
    await this.#prepare(person)
    const runId = await this.#engine.start(workflowAround(node, person), { ...person.args }, true, this.workspace)
    const waits = person.decide ?? person.answer ?? person.after ?? person.hears
    const open = await this.#engine.until(
      runId,
      (state) => hasEnded(state) || (waits !== undefined && isWaiting(state)),
    )
    if (isWaiting(open)) await this.#play(runId, person)
    return endingOf(node, await this.#engine.until(runId, hasEnded))
  }

  async #prepare({ commands = {}, remembered = {} }: Surroundings): Promise<void> {
    for (const [name, result] of Object.entries(commands)) {
      const end = { id: 'end', kind: 'end', config: { result } }
      this.#engine.commands.set(name, { ...workflowOf([START, end], ['start -> end']), name })
    }
    for (const [key, value] of Object.entries(remembered)) await this.#other('store', { action: 'set', key, value })
  }

  /** A run of one node, beside the one under test. */
  async #other(kind: string, config: WorkflowNode['config']): Promise<void> {
    const workflow = workflowOf([START, { id: 'it', kind, ...(config && { config }) }], ['start -> it'])
    await this.#engine.until(await this.#engine.start(workflow, {}, true, this.workspace), hasEnded)
  }

  async #play(
    runId: string,
    { decide, answer, after, hears }: Pick<KindExample, 'decide' | 'answer' | 'after' | 'hears'>,
  ): Promise<void> {
    if (hears) await this.#other('emit', { ...hears })
    if (decide) await this.#engine.decide(runId, 'subject', decide.decision, decide.feedback, decide.value)
    if (answer) await this.#engine.answer(runId, 'subject', answer)
    if (after) await this.#engine.turn(durationMs(after))
  }

  async close(): Promise<void> {
    await this.#engine.close()
    await this.server.close()
    rmSync(this.#folder, { recursive: true, force: true })
  }
}

const hasEnded = (state: RunState): boolean => RUN_ENDED.has(state.status)

const isWaiting = (state: RunState): boolean =>
  state.waits.size > 0 || [...state.active.values()].some(({ status }) => status === 'waiting')

function workflowAround(node: Subject, { children = [], beside = [] }: Surroundings): Workflow {
  const kind = registryOf().get(node.kind)
  if (!kind) throw new Error(`There is no kind ${node.kind}`)
  const subject = { ...node, kind: node.kind, id: 'subject' }
  if (kind.descriptor.entry) return workflowOf([subject], [])
  if (!kind.descriptor.runs) return workflowOf([START, subject], [])
  const after = portsOf(kind.descriptor, node.config).map((port) => ({
    id: `by_${port}`,
    kind: 'transform',
    config: { value: null },
    port,
  }))
  return workflowOf(
    [
      START,
      ...beside.map(nodeOf),
      subject,
      ...children.map((child) => ({ ...nodeOf(child), parent: 'subject' })),
      ...after.map(({ port: _, ...rest }) => rest),
    ],
    [
      ...beside.map((one) => `${one.after ?? 'start'} -> ${one.id}`),
      'start -> subject',
      ...children.flatMap((child) => (child.after === undefined ? [] : [`${child.after} -> ${child.id}`])),
      ...after.map(({ id, port }) => `subject.${port} -> ${id}`),
    ],
  )
}

const nodeOf = ({ after: _, ...node }: ExampleNode) => ({ ...node })

function endingOf(node: Subject, state: RunState): Ending {
  const subject = state.nodes.get('subject')
  const leavesBy = node.kind === 'end' ? state.status : subject?.error === undefined ? subject?.port : 'error'
  return {
    leavesBy: leavesBy ?? 'never',
    ...(subject?.error && { errorCode: subject.error.code, errorMessage: subject.error.message }),
    ...(subject?.error?.detail !== undefined && { detail: subject.error.detail }),
    output: node.kind === 'end' ? (state.result ?? null) : (subject?.output ?? null),
    notices: subject?.notices ?? [],
    streamed: subject?.streams ?? {},
  }
}
