/**
 * Trying a draft: one node, up to a node, or from a node on, with the data of the run that counts. The draft is run as it
 * stands, without being saved; pins count, but the node that is asked for is run and not passed over.
 */

import { CallError } from '#shared/ipc/call-error.ts'
import type { ReplayPlan } from '#shared/ipc/views/run-views.ts'
import type { Json } from '#shared/json.ts'
import { isRequired } from '#shared/workflow/parameter-value.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { bridge } from '../bridge/bridge.ts'
import { setNodeField } from '../canvas/edit/change-node.ts'
import { askReplay, type ReplayRange } from '../inspector/run/replay.ts'
import { breakpointsNow } from './breakpoints.ts'
import { dataRunRead, lastRunOf, readRuns } from './data-run.ts'
import { documentNow } from './documents.ts'
import { useSettings } from './settings.ts'
import { showBegun } from './start-run.ts'

export interface Try {
  readonly ref: string
  readonly nodeId: string
}

/** The node alone, on what the run that counts gave it; where nothing has run yet, with what leads to it. */
export async function tryNode({ ref, nodeId }: Try): Promise<'started' | 'asked' | 'needs-arguments'> {
  const data = (await dataRunRead(ref))?.runId
  if (data === undefined) return tryUpTo({ ref, nodeId })
  return replayDraft({ runId: data, from: nodeId, until: nodeId }, { ref, nodeId })
}

/** From the node to the end, on what the run that counts gave it. */
export async function tryFrom({ ref, nodeId }: Try): Promise<'started' | 'asked'> {
  const data = (await dataRunRead(ref))?.runId
  if (data === undefined)
    throw new CallError(
      'try.no-run',
      'This command has not run yet, so there is no data to begin with. Run it, or run up to this node.',
    )
  return replayDraft({ runId: data, from: nodeId }, { ref, nodeId })
}

/**
 * Everything that leads to the node, from the beginning, with the arguments given or those last used. `needs-arguments`:
 * something is required that nobody has given yet.
 */
export async function tryUpTo(
  { ref, nodeId }: Try,
  given?: Readonly<Record<string, Json>>,
): Promise<'started' | 'needs-arguments'> {
  const draft = draftOf(ref, nodeId)
  const args = given ?? (await lastArguments(draft))
  if (args === undefined) return 'needs-arguments'
  try {
    const { runId } = await bridge.call('run.start', {
      ref,
      draft,
      test: true,
      until: nodeId,
      args: { ...args },
      workspace: useSettings.getState().settings?.workspace ?? '',
      ...breakpointsOf(ref),
    })
    showBegun(runId, ref, nodeId, ref)
    return 'started'
  } catch (error) {
    // What was given last time need not fit the parameters as they are now.
    if (given === undefined && error instanceof CallError && error.code === 'arguments.invalid')
      return 'needs-arguments'
    throw error
  }
}

/** Starts at once where nothing but the node itself could have an effect that nobody is asked about; else shows the plan first. */
async function replayDraft(range: ReplayRange, { ref, nodeId }: Try): Promise<'started' | 'asked'> {
  const draft = { ref, workflow: draftOf(ref, nodeId) }
  const plan = await bridge.call('run.plan', { ...range, draft })
  if (surprises(plan, nodeId)) {
    askReplay({ ...range, draft })
    return 'asked'
  }
  const { runId } = await bridge.call('run.replay', { ...range, draft, ...breakpointsOf(ref) })
  showBegun(runId, ref, nodeId, ref)
  return 'started'
}

const surprises = ({ again }: ReplayPlan, nodeId: string): boolean =>
  again.some((node) => node.nodeId !== nodeId && node.effect !== 'never' && (node.unasked || node.happened))

/** What was given last, as far as there is enough of it; undefined where a value is missing. */
async function lastArguments({ name, parameters = [] }: Workflow): Promise<Readonly<Record<string, Json>> | undefined> {
  if (parameters.length === 0) return {}
  if (!lastRunOf(name)) await readRuns(name)
  const last = lastRunOf(name)?.args ?? {}
  const args = Object.fromEntries(
    parameters.flatMap(({ name: known }) => (last[known] === undefined ? [] : [[known, last[known]]])),
  )
  return parameters.some((parameter) => isRequired(parameter) && args[parameter.name] === undefined) ? undefined : args
}

/** The draft with the pin of the node that is asked for taken off. */
function draftOf(ref: string, nodeId: string): Workflow {
  const workflow = documentNow(ref)?.workflow
  if (!workflow)
    throw new CallError('try.no-draft', 'This file cannot be read as a workflow, so nothing of it can be tried.')
  return setNodeField(workflow, nodeId, 'pinned', undefined)
}

function breakpointsOf(ref: string): { breakpoints?: string[] } {
  const nodes = [...breakpointsNow(ref)]
  return nodes.length === 0 ? {} : { breakpoints: nodes }
}
