import type { Bridge } from '#shared/ipc/contract.ts'
import type { RunSummary } from '#shared/ipc/views/run-views.ts'
import { UsageError } from './exit-codes.ts'

const PAGE = 1_000
const LISTED = 5

/** A run by its id or the beginning of it. Throws UsageError where none or several match. */
export async function findRun(bridge: Bridge, prefix: string): Promise<RunSummary> {
  if (prefix === '')
    throw new UsageError('Name a run by its id, or the beginning of it. "slashflow list" shows the recent ones.')
  const matching = await runsBeginning(bridge, prefix.toLowerCase())
  const exact = matching.find(({ runId }) => runId === prefix)
  const [only] = matching
  if (exact) return exact
  if (!only) throw new UsageError(`There is no run ${prefix}. "slashflow list" shows the recent ones.`)
  if (matching.length === 1) return only
  const lines = matching
    .slice(0, LISTED)
    .map(({ runId, workflow, startedAt }) => `  ${runId}  /${workflow}  ${startedAt}`)
  throw new UsageError(`${matching.length} runs begin with ${prefix}:\n${lines.join('\n')}\nWrite more of the id.`)
}

/** Of the newest page that has any: who writes the beginning of an id means a recent run. */
async function runsBeginning(bridge: Bridge, prefix: string): Promise<readonly RunSummary[]> {
  for (let before: string | undefined; ; ) {
    const runs = await bridge.call('runs.list', { limit: PAGE, ...(before !== undefined && { before }) })
    const matching = runs.filter(({ runId }) => runId.toLowerCase().startsWith(prefix))
    before = runs.at(-1)?.runId
    if (matching.length > 0 || runs.length < PAGE || before === undefined) return matching
  }
}
