/**
 * The run whose data counts while a command is edited: in completion, previews, the value picker, pins and tries. It is the
 * newest of the command until a person chooses another one, which then holds until it is taken back. One run alone: data of
 * two runs beside each other would show what never was.
 */
import { useEffect } from 'react'
import { create } from 'zustand'
import type { RunSummary } from '#shared/ipc/views/run-views.ts'
import { bridge } from '../bridge/bridge.ts'
import { onRenamed } from './document/renamed.ts'
import { documentNow } from './documents.ts'
import type { RunView } from './followed-runs.ts'
import { remember, remembered } from './remembered.ts'
import { useRunList } from './run-list.ts'
import { followRun, runNow, runRead, useRun } from './runs.ts'

const OFFERED = 30

interface DataRuns {
  /** The runs of a command, newest first, as far as they are offered. */
  readonly byCommand: Readonly<Record<string, readonly RunSummary[]>>
  /** What was chosen instead of the newest, by document. */
  readonly chosen: Readonly<Record<string, string>>
}

const useStore = create<DataRuns>(() => ({ byCommand: {}, chosen: remembered<DataRuns['chosen']>('data-runs', {}) }))

const NO_RUNS: readonly RunSummary[] = []

/** Undefined: the command has not run yet. */
export function dataRunNow(ref: string): RunView | undefined {
  const runId = dataRunId(ref, useStore.getState())
  return runId === undefined ? undefined : runNow(runId)
}

/** The same once it is known and has been read: right after a start, or after a run, it is not yet. Rejects with a CallError. */
export async function dataRunRead(ref: string): Promise<RunView | undefined> {
  const name = documentNow(ref)?.workflow?.name
  if (name !== undefined && useStore.getState().chosen[ref] === undefined) await readRuns(name)
  const run = dataRunNow(ref)
  return run && runRead(run.runId)
}

/** The run's data, renewed with every event of it. */
export function useDataRun(ref: string): RunView | undefined {
  return useRun(useStore((store) => dataRunId(ref, store)) ?? null)
}

export function useDataRunChoices(ref: string): {
  readonly runs: readonly RunSummary[]
  readonly chosen: string | undefined
} {
  const name = documentNow(ref)?.workflow?.name ?? ''
  return {
    runs: useStore(({ byCommand }) => byCommand[name] ?? NO_RUNS),
    chosen: useStore(({ chosen }) => chosen[ref]),
  }
}

/** The runs of a command, newest first, as far as they are offered. */
export const useCommandRuns = (name: string): readonly RunSummary[] =>
  useStore(({ byCommand }) => byCommand[name] ?? NO_RUNS)

/** Undefined: the newest again. */
export function chooseDataRun(ref: string, runId: string | undefined): void {
  if (runId !== undefined) followRun(runId)
  useStore.setState(({ chosen: { [ref]: _before, ...others } }) => {
    const chosen = runId === undefined ? others : { ...others, [ref]: runId }
    remember('data-runs', chosen)
    return { chosen }
  })
}

onRenamed((from, to) => {
  const runId = useStore.getState().chosen[from]
  if (runId === undefined) return
  chooseDataRun(from, undefined)
  chooseDataRun(to, runId)
})

/** The newest run of a command that a person started, for the arguments it was last called with. */
export const lastRunOf = (name: string): RunSummary | undefined =>
  useStore.getState().byCommand[name]?.find(({ parent }) => parent === undefined)

/** Keeps the runs of a command in sight while one of its parts is on the screen. */
export function useRunsOfCommand(name: string | undefined): void {
  const newest = useRunList(({ runs }) => runs.find(({ workflow }) => workflow === name)?.runId)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a newer run is what makes the list old
  useEffect(() => {
    if (name !== undefined && name !== '') void readRuns(name).catch(() => undefined) // a lost connection; asked again at the next run
  }, [name, newest])
}

/** Asks anew, for whoever needs them before anything has shown them. */
export async function readRuns(name: string): Promise<readonly RunSummary[]> {
  const found = await bridge.call('runs.list', { workflow: name, limit: OFFERED })
  const runs = found.filter(({ startedAt }) => startedAt !== '')
  useStore.setState(({ byCommand }) => ({ byCommand: { ...byCommand, [name]: runs } }))
  return runs
}

function dataRunId(ref: string, { byCommand, chosen }: DataRuns): string | undefined {
  const name = documentNow(ref)?.workflow?.name ?? ''
  return chosen[ref] ?? byCommand[name]?.[0]?.runId
}
