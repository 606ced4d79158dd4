/** What every run of a story came to, in words that are the same whenever it is played. */
import type { OpenedEngine } from '#main/compose/open-engine.ts'
import type { RunEvent } from '#shared/events/event.ts'
import type { Json } from '#shared/json.ts'
import { foldRun } from '#shared/state/fold-run.ts'
import type { NodeState, RunState } from '#shared/state/run-state.ts'

export interface Ending {
  /** Names of the runs above it and the places in them, so that each has a name of its own. */
  readonly run: string
  readonly status: string
  readonly result: Json
  readonly error: string
  readonly nodes: readonly Json[]
}

const MOST_RUNS = 10_000

export function eventsOf({
  store,
  log,
}: Pick<OpenedEngine, 'store' | 'log'>): ReadonlyMap<string, readonly RunEvent[]> {
  log.flush()
  return new Map(store.list({ limit: MOST_RUNS }).map(({ runId, key }) => [runId, [...store.events(key)]]))
}

export function statesOf(events: ReadonlyMap<string, readonly RunEvent[]>): ReadonlyMap<string, RunState> {
  return new Map([...events].map(([runId, ofRun]) => [runId, foldRun(ofRun, runId)]))
}

export function endingsOf(states: ReadonlyMap<string, RunState>): readonly Ending[] {
  return [...states.values()]
    .map((state) => ({
      run: nameOf(state, states),
      status: state.status,
      result: state.result ?? null,
      error: state.error ? `${state.error.code} ${state.error.nodeId}: ${state.error.message}` : '',
      nodes: [...state.nodes.values()].map(inWords).sort((a, b) => (String(a) < String(b) ? -1 : 1)),
    }))
    .sort((a, b) => (a.run < b.run ? -1 : 1))
}

function nameOf({ workflow, parent }: RunState, states: ReadonlyMap<string, RunState>): string {
  if (!parent) return workflow
  const above = states.get(parent.runId)
  return `${above ? nameOf(above, states) : '?'} > ${parent.path}/${parent.nodeId}/${parent.iteration} > ${workflow}`
}

/** The time at which a delay fired is its own; a value that was set twice by the same node existed the second time. */
function inWords({ path, nodeId, status, iteration, attempt, port, output, compensatedBy }: NodeState): Json {
  const shown = /_(delay|set)$/.test(nodeId) ? null : (output ?? null)
  return [path, nodeId, status, iteration, attempt, port ?? null, shown, compensatedBy ?? null]
}

/** In words; nothing where both came to the same. */
export function differences(expected: readonly Ending[], found: readonly Ending[]): readonly string[] {
  const lines = (endings: readonly Ending[]) =>
    endings.flatMap(({ run, status, result, error, nodes }) =>
      [[status, result, error], ...nodes].map((line) => `${run}: ${JSON.stringify(line)}`),
    )
  const [before, after] = [new Set(lines(expected)), new Set(lines(found))]
  return [
    ...[...before].filter((line) => !after.has(line)).map((line) => `- ${line}`),
    ...[...after].filter((line) => !before.has(line)).map((line) => `+ ${line}`),
    ...(expected.length === found.length ? [] : [`${found.length} runs instead of ${expected.length}`]),
  ]
}
