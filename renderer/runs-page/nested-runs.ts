/** Runs with those that they called below them, where a person opened them. */
import { useState } from 'react'
import { toast } from 'sonner'
import type { RunSummary } from '#shared/ipc/views/run-views.ts'
import { bridge, errorSentence } from '../bridge/bridge.ts'

export interface NestedRun {
  readonly run: RunSummary
  readonly depth: number
  /** Has called runs; whether they are shown below it. */
  readonly opened: boolean | undefined
}

export interface NestedRuns {
  readonly rows: readonly NestedRun[]
  toggle(run: RunSummary): void
}

export function useNestedRuns(runs: readonly RunSummary[]): NestedRuns {
  const [families, setFamilies] = useState<ReadonlyMap<string, readonly RunSummary[]>>(new Map())
  const set = (runId: string, family: readonly RunSummary[] | undefined) =>
    setFamilies((before) => {
      const next = new Map(before)
      if (family) next.set(runId, family)
      else next.delete(runId)
      return next
    })
  const toggle = async ({ runId, correlationId }: RunSummary) => {
    if (families.has(runId)) return set(runId, undefined)
    try {
      set(runId, await bridge.call('runs.list', { correlationId }))
    } catch (error) {
      toast.error(errorSentence(error))
    }
  }
  const rows = runs.flatMap((run): NestedRun[] => {
    const family = families.get(run.runId)
    const opened = (run.called ?? 0) > 0 ? family !== undefined : undefined
    return [{ run, depth: 0, opened }, ...below(run.runId, family ?? [], 1)]
  })
  return { rows, toggle: (run) => void toggle(run) }
}

function below(runId: string, family: readonly RunSummary[], depth: number): readonly NestedRun[] {
  return family
    .filter(({ parent }) => parent === runId)
    .flatMap((run) => [{ run, depth, opened: undefined }, ...below(run.runId, family, depth + 1)])
}
