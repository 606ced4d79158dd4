/** The runs above a run: a child run stands below the run whose node called it. */
import type { RunRow } from './log/run-row.ts'
import type { Runs } from './stores.ts'

/** The outermost run above it, as far as all in between are as `is` says; else the run itself. */
export function outermost(runs: Pick<Runs, 'find'>, runId: string, is: (above: RunRow) => boolean): string {
  let top = runId
  for (let row = runs.find(runId); row?.parent !== undefined; ) {
    row = runs.find(row.parent)
    if (!row || !is(row)) break
    top = row.runId
  }
  return top
}
