/**
 * A run from its log: after a restart, after its owner died, after a stop (DESIGN 4.9, 4.10).
 * The state is the fold, the routing is replayed (Routing R5), and each active execution goes on from what is stored.
 */
import type { EventOf, RunEvent } from '#shared/events/event.ts'
import { decisionsOf } from '#shared/state/decisions-of.ts'
import { applyRunEvent } from '#shared/state/fold-run.ts'
import { activationKey, executionKey, newRunState } from '#shared/state/run-state.ts'
import type { Steps } from '#shared/steps.ts'
import { ERROR_PORT } from '#shared/workflow/workflow.ts'
import type { CompiledNode, CompiledWorkflow } from '../compile/compiled-workflow.ts'
import { hasEdge } from '../compile/routing-table.ts'
import type { Leaving } from '../kind.ts'
import type { Outcome } from '../machines/run-machine.ts'
import { failureData } from '../node-error.ts'
import { ContainerActivity } from './container-activity.ts'
import { Execution } from './execution.ts'
import type { LevelRun } from './level-run.ts'
import { feedbackOf } from './loop-edges.ts'
import { outcomeOfEnd } from './result.ts'
import type { RunEnvironment } from './run-environment.ts'
import { RunProcess } from './run-process.ts'
import { isSwitchedOff } from './switched-off.ts'

export interface RestoredRun {
  readonly run: RunProcess
  /** The outcome that the log holds already, though not its last word. */
  readonly outcome: Outcome | undefined
  /** Executions that have not ended, in the order in which they were activated. */
  readonly active: readonly Execution[]
}

const EVENTS_A_STEP = 256

/** `events`: with `run.started` first. In steps, since a run may have any number of them. */
export function* restoring(
  runId: string,
  events: Iterable<RunEvent>,
  compiled: CompiledWorkflow,
  environment: RunEnvironment,
  recordedOf: (first: EventOf<'run.started'>) => ReadonlyMap<string, Leaving>,
): Steps<RestoredRun> {
  let replay: Replay | undefined
  let taken = 0
  for (const event of events) {
    if (event.type === 'run.started')
      replay = new Replay(new RunProcess(newRunState(runId), compiled, environment, recordedOf(event)))
    replay?.take(event)
    taken += 1
    if (taken % EVENTS_A_STEP === 0) yield
  }
  if (!replay) throw new Error(`Run ${runId} has no beginning`)
  return replay.restored()
}

/** Leads routing, levels and executions to where the events left them; nothing is started and nothing written. */
class Replay {
  readonly #run: RunProcess
  readonly #levels = new Map<string, LevelRun>()
  readonly #active = new Map<string, Execution>()
  /** Let to begin by a single step, and not begun: what a person was asked about since. */
  readonly #let = new Set<Execution>()
  #outcome: Outcome | undefined

  constructor(run: RunProcess) {
    this.#run = run
    this.#levels.set('', run.levels.top)
  }

  restored(): RestoredRun {
    for (const execution of this.#let) this.#run.pausing.gate.letBegin(execution)
    return { run: this.#run, outcome: this.#outcome, active: [...this.#active.values()] }
  }

  take(event: RunEvent): void {
    applyRunEvent(this.#run.state, event)
    switch (event.type) {
      case 'run.started':
        return this.#begun(event)
      case 'node.activated':
        return this.#activated(event)
      case 'node.started':
        return this.#started(event)
      case 'node.completed':
        return this.#completed(event)
      case 'node.interrupted':
        return this.#interrupted(event)
      case 'node.failed':
        return event.data.retryAt === undefined ? this.#failed(event) : undefined
      case 'lock.awaited':
      case 'lock.taken':
        return this.#askedForLock(event)
      case 'run.paused':
        return this.#paused()
      case 'run.stepped':
        return this.#stepped(event)
      case 'node.compensated':
        return this.#run.compensation.forget({
          nodeId: event.nodeId ?? '',
          path: event.path ?? '',
          iteration: event.iteration ?? 0,
        })
      case 'item.started':
        return this.#itemStarted(event)
      case 'item.ended':
        return this.#itemEnded(event)
      default:
    }
  }

  #begun(event: EventOf<'run.started'>): void {
    this.#run.startedAtPosition = event.position
    const entry = event.data.entry ?? this.#run.compiled.entry
    this.#run.levels.top.routing.begin(this.#run.compiled.byId.get(entry)?.index ?? -1)
  }

  #keyOf(event: RunEvent): string {
    return activationKey(event.path, event.nodeId ?? '', event.iteration ?? 0)
  }

  #activated(event: EventOf<'node.activated'>): void {
    const run = this.#run
    const node = run.compiled.byId.get(event.nodeId ?? '')
    const { compensates, loop } = event.data
    const iteration = event.iteration ?? 0
    const level = this.#levels.get(event.path ?? '')
    if (!node) return
    const execution = compensates
      ? run.compensation.create(compensates, node, iteration, event.id)
      : level && new Execution(run, node, { level, iteration, loop }, event.id)
    if (!execution) return
    this.#active.set(execution.key, execution)
    run.executions.set(execution.key, execution)
    if (!compensates) level?.add(execution)
  }

  #askedForLock(event: EventOf<'lock.awaited' | 'lock.taken'>): void {
    const execution = this.#active.get(this.#keyOf(event))
    if (execution) execution.hasBegun = true
  }

  /** What was active then has come to its breakpoint, or comes to it in a run that is paused already. */
  #paused(): void {
    for (const execution of this.#active.values()) execution.passedBreakpoint = true
  }

  #stepped(event: EventOf<'run.stepped'>): void {
    const execution = this.#active.get(this.#keyOf(event))
    if (execution) this.#let.add(execution)
  }

  #started(event: EventOf<'node.started'>): void {
    const execution = this.#active.get(this.#keyOf(event))
    if (execution) this.#let.delete(execution)
    if (execution?.node.kind.behaviour.family !== 'container') return
    execution.attempt = event.attempt ?? 1
    execution.given.restore(this.#run.whole(event.data.input))
    const container = new ContainerActivity(execution)
    container.replayStarted()
    execution.activity = container
  }

  #itemStarted(event: EventOf<'item.started'>): void {
    const activity = this.#active.get(this.#keyOf(event))?.activity
    if (!(activity instanceof ContainerActivity)) return
    const level = activity.replayItem(event)
    this.#levels.set(level.path, level)
  }

  #itemEnded(event: EventOf<'item.ended'>): void {
    const activity = this.#active.get(this.#keyOf(event))?.activity
    const level = activity instanceof ContainerActivity ? activity.replayItemEnded(event) : undefined
    if (level) this.#levels.delete(level.path)
  }

  /** Takes an execution that has ended out of what is active. */
  #over(event: RunEvent): { execution: Execution; node: CompiledNode; level: LevelRun } | undefined {
    const execution = this.#active.get(this.#keyOf(event))
    if (!execution) return undefined
    this.#active.delete(execution.key)
    this.#let.delete(execution)
    this.#run.executions.delete(execution.key)
    execution.level.remove(execution)
    if (execution.compensates) return undefined
    return { execution, node: execution.node, level: execution.level }
  }

  #completed(event: EventOf<'node.completed'>): void {
    const over = this.#over(event)
    if (!over) return
    const { execution, node, level } = over
    const { port, output, recorded } = event.data
    if (node.kind.behaviour.family === 'end') return this.#conclude(level, this.#outcomeAt(event, node))
    level.lastOutput = output
    if (node.definition.compensate !== undefined && !recorded && !isSwitchedOff(node, this.#run)) {
      execution.cause = event.id
      execution.given.isApproved = this.#wasApproved(event)
      this.#run.compensation.completed(execution)
    }
    if (!level.isClosing)
      level.routing.ended(node.index, execution.iteration, port, feedbackOf(this.#run, level, output))
  }

  #wasApproved(event: RunEvent): boolean {
    const { nodeId = '', path = '', iteration = 0 } = event
    const decisions = decisionsOf(this.#run.state, { nodeId, path, iteration })
    return decisions.some(({ decided }) => decided.decision === 'approved')
  }

  #outcomeAt(event: RunEvent, node: CompiledNode): Outcome | undefined {
    const { state } = this.#run
    const given = state.nodes.get(executionKey(event.path, node.id))?.input
    const input = node.kind.input.safeParse(this.#run.whole(given ?? {}))
    if (node.kind.behaviour.family !== 'end' || !input.success) return undefined
    return outcomeOfEnd(node.kind.behaviour.outcome(input.data), node)
  }

  #interrupted(event: EventOf<'node.interrupted'>): void {
    const over = this.#over(event)
    if (over && !over.level.isClosing)
      over.level.routing.ended(over.node.index, over.execution.iteration, null, undefined)
  }

  #failed(event: EventOf<'node.failed'>): void {
    const over = this.#over(event)
    if (!over) return
    const { execution, node, level } = over
    const { code, message } = event.data
    if (hasEdge(node.level.table, node.index, ERROR_PORT) && !level.routing.exhausts(node.index, ERROR_PORT)) {
      if (!level.isClosing)
        level.routing.ended(node.index, execution.iteration, ERROR_PORT, { error: { code, message } })
      return
    }
    this.#conclude(level, { type: 'failed', ...failureData(event.data), nodeId: node.id })
  }

  #conclude(level: LevelRun, outcome: Outcome | undefined): void {
    if (!outcome) return
    if (level.owner) {
      level.outcome ??= outcome
      level.isClosing = true
    } else this.#outcome ??= outcome
  }
}
