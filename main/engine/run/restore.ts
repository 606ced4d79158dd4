/**
 * A run from its log: after a restart, after its owner died, after a stop (DESIGN 4.9, 4.10).
 * The state is the fold, the routing is replayed (Routing R5), and each active execution goes on from what is stored.
 */
import type { EventOf, RunEvent } from '#shared/events/event.ts'
import { applyRunEvent } from '#shared/state/fold-run.ts'
import { type NodeState, newRunState } from '#shared/state/run-state.ts'
import { ERROR_PORT } from '#shared/workflow/workflow.ts'
import type { CompiledWorkflow } from '../compile/compiled-workflow.ts'
import { hasEdge } from '../compile/routing-table.ts'
import { type Outcome, withdrawalReason } from '../machines/run-machine.ts'
import { Execution } from './execution.ts'
import { outcomeOfEnd } from './result.ts'
import { type RunEnvironment, RunProcess } from './run-process.ts'

export interface RestoredRun {
  readonly run: RunProcess
  /** The outcome that the log holds already, though not its last word. */
  readonly outcome: Outcome | undefined
}

export function restoreRun(
  runId: string,
  events: Iterable<RunEvent>,
  compiled: CompiledWorkflow,
  environment: RunEnvironment,
): RestoredRun {
  const run = new RunProcess(newRunState(runId), compiled, environment)
  let outcome: Outcome | undefined
  for (const event of events) {
    applyRunEvent(run.state, event)
    outcome ??= replay(run, event)
  }
  return { run, outcome }
}

/** Leads the routing to where the event left it. Returns the outcome, where the event is one. */
function replay(run: RunProcess, event: RunEvent): Outcome | undefined {
  if (event.type === 'run.started') run.routing.begin([run.compiled.entry])
  if (event.type === 'node.completed') return completed(run, event)
  if (event.type === 'node.interrupted') run.routing.ended(indexOf(run, event), event.iteration ?? 0, null, undefined)
  if (event.type === 'node.failed' && event.data.retryAt === undefined) return failed(run, event)
  return undefined
}

function completed(run: RunProcess, event: EventOf<'node.completed'>): Outcome | undefined {
  const node = run.compiled.byId.get(event.nodeId ?? '')
  const { port, output } = event.data
  if (node?.kind.behaviour.family === 'end') return outcomeAt(run, node.id)
  run.routing.ended(indexOf(run, event), event.iteration ?? 0, port, run.feedbackOf(output))
  return undefined
}

function outcomeAt(run: RunProcess, nodeId: string): Outcome | undefined {
  const node = run.compiled.byId.get(nodeId)
  const input = node?.kind.input.safeParse(run.whole(run.state.nodes.get(nodeId)?.input ?? {}))
  if (node?.kind.behaviour.family !== 'end' || !input?.success) return undefined
  return outcomeOfEnd(node.kind.behaviour.outcome(input.data), node)
}

function failed(run: RunProcess, event: EventOf<'node.failed'>): Outcome | undefined {
  const index = indexOf(run, event)
  const { code, message } = event.data
  if (hasEdge(run.table, index, ERROR_PORT) && !run.routing.exhausts(index, ERROR_PORT)) {
    run.routing.ended(index, event.iteration ?? 0, ERROR_PORT, { error: { code, message } })
    return undefined
  }
  return { type: 'failed', code, message, ...(event.nodeId !== undefined && { nodeId: event.nodeId }) }
}

function indexOf(run: RunProcess, event: RunEvent): number {
  return run.compiled.byId.get(event.nodeId ?? '')?.index ?? -1
}

/**
 * Goes on with a restored run. Processes that the last owner left behind are ended before anything runs again.
 * `resumedBy` is given where a person resumed a stopped run; else this is a recovery by `owner`. `stoppedBy` is given where
 * a person stops a run that nobody goes on with: it ends where it is.
 */
export async function goOn(
  { run, outcome }: RestoredRun,
  by: { readonly resumedBy?: string; readonly stoppedBy?: string; readonly owner: string },
): Promise<void> {
  const wasStopping = run.state.status === 'stopping'
  const active = [...run.state.active.values()]
  if (by.resumedBy === undefined)
    run.emit({ type: 'run.recovered', data: { owner: by.owner }, causationId: null }, true)
  else run.emit({ type: 'run.resumed', data: { by: by.resumedBy }, causationId: null }, true)
  const isStopped = by.stoppedBy !== undefined && !wasStopping && outcome === undefined
  if (isStopped)
    run.emit({ type: 'run.stopping', data: { by: by.stoppedBy ?? '', undo: false }, causationId: null }, true)
  const executions = active.map((node) => ({ node, execution: recreate(run, node) }))
  for (const { node, execution } of executions) if (execution) await endOrphans(run, node, execution)
  run.act(() => {
    if (wasStopping || isStopped) {
      for (const { execution } of executions) if (execution) execution.isSuspended = true
      return run.stopAgain()
    }
    if (outcome) {
      run.conclude(outcome)
      for (const { execution } of executions) execution?.withdrawn(withdrawalReason(outcome))
      return
    }
    for (const { node, execution } of executions) if (execution) revive(run, node, execution)
  })
}

function recreate(run: RunProcess, node: NodeState): Execution | undefined {
  const compiled = run.compiled.byId.get(node.nodeId)
  if (!compiled) return undefined
  const execution = new Execution(run, compiled, { path: node.path, iteration: node.iteration, loop: node.loop }, null)
  execution.attempt = node.attempt
  run.executions.set(execution.key, execution)
  return execution
}

async function endOrphans(run: RunProcess, node: NodeState, execution: Execution): Promise<void> {
  for (const [pid, startedAt] of Object.entries(node.processes)) {
    const how = await run.adapters.process.endOrphan(Number(pid), startedAt)
    execution.emit(
      'process.ended',
      { pid: Number(pid), exitCode: null, signal: how === 'gone' ? null : how === 'killed' ? 'SIGKILL' : 'SIGTERM' },
      true,
    )
    if (how !== 'gone')
      execution.emit('node.noticed', {
        code: 'process.orphan',
        message: `A process of the run before (${pid}) was still there and was ended.`,
      })
  }
}

function revive(run: RunProcess, node: NodeState, execution: Execution): void {
  // Its owner died between the token that took the loop back and the end of what it withdrew: it must not run again.
  if (run.routing.isWithdrawing(execution.node.index)) return execution.withdrawn('The loop began its next pass')
  switch (node.status) {
    case 'running':
    case 'streaming':
      return runAgain(run, node, execution)
    case 'awaiting':
      return askedAlready(run, node, execution)
    case 'retrying':
      restoreInput(run, node, execution)
      return execution.resumeIn('retrying', () => execution.armRetry(Date.parse(node.retryAt ?? '') || run.clock.now()))
    default:
      return reached(run, node, execution)
  }
}

/** An effect may have happened already, so a person is asked, unless happening twice does no harm. */
function runAgain(run: RunProcess, node: NodeState, execution: Execution): void {
  restoreInput(run, node, execution)
  if (execution.node.machine.id !== 'work') return execution.start()
  if (execution.isEffect && execution.node.definition.idempotent !== true)
    return execution.resumeIn('held', () => execution.askRecovery())
  execution.resumeIn('queued', () => execution.queue())
}

function askedAlready(run: RunProcess, node: NodeState, execution: Execution): void {
  const wait = run.state.waits.get(node.waitId ?? '')
  if (!wait) return execution.start()
  const asked = wait.type === 'approval' ? wait.request.input : undefined
  execution.restoreInput(run.whole(asked ?? node.input ?? {}))
  const isRecovery = wait.type === 'input' && wait.request.purpose === 'recovery'
  execution.resumeIn(isRecovery ? 'held' : 'awaiting', () => execution.questions.restore(wait))
}

/** Activated, perhaps approved, not started: an answer that was given is not asked for again. */
function reached(run: RunProcess, node: NodeState, execution: Execution): void {
  const decision = [...run.state.decisions.values()]
    .reverse()
    .find(
      ({ nodeId, iteration, decided }) =>
        nodeId === node.nodeId && iteration === node.iteration && decided.decision === 'approved',
    )
  if (decision?.request.input === undefined)
    return node.input === undefined ? execution.start() : runAgainQueued(run, node, execution)
  execution.restoreInput(run.whole(decision.request.input))
  execution.adopt({ decision: 'approved', value: run.whole(decision.decided.value), by: decision.decided.by })
  execution.resumeIn('queued', () => execution.queue())
}

/** A further attempt that had no place yet: its input is known. */
function runAgainQueued(run: RunProcess, node: NodeState, execution: Execution): void {
  if (execution.node.machine.id !== 'work') return execution.start()
  restoreInput(run, node, execution)
  execution.resumeIn('queued', () => execution.queue())
}

function restoreInput(run: RunProcess, node: NodeState, execution: Execution): void {
  execution.restoreInput(run.whole(node.input ?? {}))
}
