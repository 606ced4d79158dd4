/** The state machine that a node, or the run, goes through; with a run, where it stands. */
import type { RunEvent } from '#shared/events/event.ts'
import { machineStateOfNode, machineStateOfRun, visitedStates } from '#shared/state/machine-state.ts'
import type { NodeState } from '#shared/state/run-state.ts'
import type { WorkflowNode } from '#shared/workflow/workflow.ts'
import type { RunView } from '../state/followed-runs.ts'
import { useMachines } from '../state/machines.ts'
import { useNodeState, useRun } from '../state/runs.ts'
import { useShownPath } from '../state/shown-path.ts'
import { MachineChart } from './machine-chart.tsx'

const NOTHING: ReadonlySet<string> = new Set()

export function NodeMachine({ runId, node }: { readonly runId: string | null; readonly node: WorkflowNode }) {
  const { catalog, error } = useMachines()
  const machine = catalog?.byKind[node.kind]
  if (error !== undefined) return <p className="wrong inspector-note">{error}</p>
  if (!catalog) return null
  if (!machine) return <p className="inspector-note">It never runs, so it has no machine.</p>
  return runId === null ? (
    <MachineChart key={node.id} machine={machine} current={undefined} visited={NOTHING} />
  ) : (
    <NodeMachineOf key={node.id} runId={runId} node={node} machine={machine} />
  )
}

interface NodeMachineOfProps {
  readonly runId: string
  readonly node: WorkflowNode
  readonly machine: React.ComponentProps<typeof MachineChart>['machine']
}

function NodeMachineOf({ runId, node, machine }: NodeMachineOfProps) {
  const run = useRun(runId)
  const path = useShownPath(runId, node.id)
  const state = useNodeState(runId, node.id, path)
  if (!run || run.loading) return null
  const current = state && machineStateOfNode(state, machine.id, run.state)
  const visited = state ? visitedStates(eventsOf(run, state), machine.id) : NOTHING
  return (
    <>
      <p className="inspector-note machine-note">{standing(state, current)}</p>
      <MachineChart machine={machine} current={current} visited={visited} />
    </>
  )
}

const eventsOf = ({ events }: RunView, { nodeId, path, iteration }: NodeState): readonly RunEvent[] =>
  events.filter(
    (event) => event.nodeId === nodeId && (event.path ?? '') === path && (event.iteration ?? 0) === iteration,
  )

function standing(state: NodeState | undefined, current: string | undefined): string {
  if (!state) return 'The run has not reached this node.'
  if (state.status === 'skipped') return 'It was skipped, so its machine never began.'
  if (state.recorded) return 'Its output was taken over, so its machine never began.'
  if (current === undefined) return 'The run is paused before this node.'
  return state.iteration === 0
    ? 'Where its machine stands.'
    : `Where its machine stands, the ${state.iteration + 1}. time it runs.`
}

export function RunMachine({ runId }: { readonly runId: string | null }) {
  const { catalog, error } = useMachines()
  const run = useRun(runId)
  if (error !== undefined) return <p className="wrong inspector-note">{error}</p>
  if (!catalog || run?.loading) return null
  const events = run?.events.filter(({ type }) => type.startsWith('run.')) ?? []
  return (
    <>
      <p className="inspector-note machine-note">
        {run ? 'Where the run’s machine stands.' : 'The machine that every run goes through.'}
      </p>
      <MachineChart
        machine={catalog.run}
        current={run && machineStateOfRun(run.state)}
        visited={run ? visitedStates(events, 'run') : NOTHING}
      />
    </>
  )
}
