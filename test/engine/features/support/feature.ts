/** One feature of the engine under test: the real kinds, and work that does what the test says. */
import { afterEach, expect } from 'vitest'
import type { Engine } from '#main/engine/engine.ts'
import { NodeError } from '#main/engine/node-error.ts'
import type { RunProcess } from '#main/engine/run/run-process.ts'
import { KINDS, registryOf } from '#main/nodes/registry.ts'
import type { Json } from '#shared/json.ts'
import type { Edge, WorkflowNode } from '#shared/workflow/workflow.ts'
import { EngineDriver } from '#test/support/engine-driver.ts'
import { engineKinds, type Script } from '#test/support/engine-kinds.ts'
import { adaptersWith } from '#test/support/opened-engine.ts'
import type { TurnedClock } from '#test/support/turned-clock.ts'
import { workflowOf } from '#test/support/workflow-of.ts'

export type Node = Partial<WorkflowNode> & { id: string; kind: string }

interface Held {
  readonly what: string
  readonly go: () => void
}

/** Work by node id. It gives its input back at once, unless the test holds it or lets it fail. */
export class Works {
  /** `node input`, in the order in which attempts began; `node input!` where one was ended from outside. */
  readonly log: string[] = []
  readonly #held = new Set<string>()
  readonly #lingering = new Set<string>()
  readonly #failing = new Map<string, number>()
  readonly #waiting: Held[] = []
  readonly #isSlow: boolean

  /** `isSlow`: each attempt outlives the commit that began it. */
  constructor(isSlow = false) {
    this.#isSlow = isSlow
  }

  /** Programs that attempts of a node start, by node id. */
  readonly programs = new Map<string, number>()

  readonly script: Script = ({ nodeId, signal, input, processStarted }) => {
    const pid = this.programs.get(nodeId)
    if (pid !== undefined) processStarted(pid, 'then', nodeId)
    const what = input === null ? nodeId : `${nodeId} ${JSON.stringify(input)}`
    this.log.push(what)
    const left = this.#failing.get(nodeId) ?? this.#failing.get(what) ?? 0
    if (left > 0) {
      this.#failing.set(this.#failing.has(nodeId) ? nodeId : what, left - 1)
      return this.#after(new NodeError('test.failed', `${what} failed`))
    }
    if (!this.#held.has(nodeId)) return this.#after(undefined)
    return new Promise((resolve, reject) => {
      const entry = { what, go: () => resolve(undefined) }
      this.#waiting.push(entry)
      signal.addEventListener('abort', () => {
        this.#waiting.splice(this.#waiting.indexOf(entry), 1)
        this.log.push(`${what}!`)
        if (this.#lingering.has(nodeId)) void turns(LINGERING_TURNS).then(() => reject(signal.reason))
        else reject(signal.reason)
      })
    })
  }

  async #after(outcome: unknown): Promise<unknown> {
    if (this.#isSlow) await turns(2)
    return outcome
  }

  /** From now on attempts of these nodes wait. */
  hold(...nodeIds: readonly string[]): void {
    for (const id of nodeIds) this.#held.add(id)
  }

  /** The same, and when they are ended from outside they outlive the commit that ends them. */
  linger(...nodeIds: readonly string[]): void {
    this.hold(...nodeIds)
    for (const id of nodeIds) this.#lingering.add(id)
  }

  /** The next attempts of a node, or of one of its inputs (`node input`), fail. */
  fail(what: string, times = 1): void {
    this.#failing.set(what, times)
  }

  /** What a dead process was doing ends with it. */
  forget(): void {
    this.#waiting.length = 0
  }

  get waiting(): readonly string[] {
    return this.#waiting.map(({ what }) => what)
  }

  /** Lets the first that waits by this name go on. */
  release(what: string): void {
    const at = this.#waiting.findIndex((held) => held.what === what || held.what.startsWith(`${what} `))
    const [held] = at < 0 ? [] : this.#waiting.splice(at, 1)
    if (!held) throw new Error(`${what} does not wait; waiting are: ${this.waiting.join(', ') || 'none'}`)
    held.go()
  }
}

const LINGERING_TURNS = 3

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}

/** What a feature takes over: the works of another process, the folder that it left, its clock. */
interface Before {
  readonly works: Works
  readonly folder?: string
  readonly clock?: TurnedClock
  readonly endOrphan?: (pid: number) => Promise<'gone' | 'ended' | 'killed'>
}

export class Feature {
  readonly works: Works
  readonly slashflow: EngineDriver

  constructor(from?: Before) {
    this.works = from?.works ?? new Works()
    const { script } = this.works
    const own = [...engineKinds(script).values()].filter(({ descriptor: { kind } }) => OWN.has(kind))
    this.slashflow = new EngineDriver(
      registryOf([...KINDS, ...own]),
      from?.clock,
      from?.endOrphan && adaptersWith(from.endOrphan),
      from?.folder,
    )
    open.push(this)
  }

  command(name: string, nodes: readonly Node[], edges: readonly (string | Edge)[]): void {
    this.slashflow.commands.set(name, { ...workflowOf([START, ...nodes], edges), name })
  }

  async run(
    nodes: readonly Node[],
    edges: readonly (string | Edge)[],
    args: Record<string, Json> = {},
    name = 'test',
  ): Promise<string> {
    const run = await this.slashflow.start({ ...workflowOf([START, ...nodes], edges), name }, args)
    await this.settle()
    return run
  }

  /** Its process dies, and the next one goes on with what is in the log. */
  async crash(): Promise<void> {
    this.works.forget()
    await this.slashflow.crash()
    await this.settle()
  }

  settle(): Promise<void> {
    return this.slashflow.settle()
  }

  async release(...names: readonly string[]): Promise<void> {
    for (const name of names) {
      this.works.release(name)
      await this.settle()
    }
  }

  /** Of every execution key its latest status. */
  fates(run: string): Readonly<Record<string, string>> {
    return Object.fromEntries([...this.slashflow.state(run).nodes].map(([key, { status }]) => [key, status]))
  }

  output(run: string, key: string): Json | undefined {
    const { output } = this.slashflow.state(run).nodes.get(key) ?? {}
    return output === undefined ? undefined : this.slashflow.whole(output)
  }

  /** How it ended, in a line. */
  end(run: string): Json {
    const { status, result, error } = this.slashflow.state(run)
    if (error) return { status, error: { code: error.code, message: error.message } }
    return result === undefined ? { status } : { status, result: this.slashflow.whole(result) }
  }

  /** The only run that this one has started, or the one at that place. */
  childOf(run: string, place = 0): string {
    const started = this.slashflow.events.filter((event) => event.type === 'child.started' && event.runId === run)
    const event = started[place]
    if (event?.type !== 'child.started') throw new Error(`${run} has started ${started.length} runs`)
    return event.data.runId
  }

  live(run: string, engine: Engine = this.slashflow.engine): RunProcess {
    const found = engine.live(run)
    if (!found) throw new Error(`Run ${run} is not live`)
    return found
  }

  async tell(run: string, action: (run: RunProcess) => void): Promise<void> {
    await this.slashflow.engine.tell(this.live(run), action)
    await this.settle()
  }

  async resume(run: string): Promise<void> {
    await this.slashflow.engine.resume(run, 'test')
    await this.settle()
  }

  /** Of a run that is stopped. */
  async undo(run: string): Promise<void> {
    const undoing = this.slashflow.engine.undo(run, 'test')
    // Looked at below; until then a refusal is nobody's.
    undoing.catch(() => undefined)
    await this.settle()
    await undoing
  }

  async stopAndUndo(run: string): Promise<void> {
    const stopping = this.slashflow.engine.stop(this.live(run), 'test', true)
    await this.settle()
    if (this.slashflow.engine.live(run)) return
    await stopping
  }
}

const START: Node = { id: 'start', kind: 'start' }
const OWN: ReadonlySet<string> = new Set(['set', 'work', 'effect'])
const open: Feature[] = []
/** A log of a million events is verified too. */
const CLOSE_MS = 120_000

afterEach(async () => {
  for (const { slashflow } of open.splice(0)) {
    expect(slashflow.bugs).toEqual([])
    expect(slashflow.verify()).toMatchObject({ ok: true, findings: [] })
    await slashflow.close()
  }
}, CLOSE_MS)
