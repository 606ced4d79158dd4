import type { Json } from '#shared/json.ts'
import { foldRun } from '#shared/state/fold-run.ts'
import { executionKey, type RunState, type Wait } from '#shared/state/run-state.ts'
import type { App } from '../../../app.ts'
import { openChildren } from '../called-runs.ts'
import { EXIT, type ExitCode, UsageError } from '../exit-codes.ts'
import { withApp } from '../open-app.ts'
import { json } from '../person/field-value.ts'
import { findRun } from '../run-ids.ts'
import { exitCodeOf, type FollowChoices, runToEnd } from '../run-to-end.ts'
import { openTerminal, printable, type Terminal } from '../terminal.ts'
import { asNobody } from './as-nobody.ts'

export interface ApproveChoices extends FollowChoices {
  /** The payload as JSON, or as plain text where the proposed one is text. */
  readonly edit: string | undefined
  readonly reject: string | undefined
}

/** Answers one approval. Where the run's owner is gone, goes on with the run. */
export async function approveCommand(run: string, target: string, choices: ApproveChoices): Promise<ExitCode> {
  if (choices.edit !== undefined && choices.reject !== undefined)
    throw new UsageError('--edit changes what is approved, --reject refuses it: give one of them')
  const terminal = openTerminal(choices.json)
  return withApp(async ({ app }) => {
    const { runId } = await findRun(app, run)
    const history = await app.call('runs.events', { runId })
    const state = foldRun(history, runId)
    const { wait, ...at } = openApproval([state, ...(await openChildren(app, state))], target)
    const value = choices.edit === undefined ? undefined : editedPayload(choices.edit, wait.request.payload)
    let isElsewhere = false
    const code = await runToEnd(app, terminal, asNobody(choices, terminal), async () => {
      isElsewhere = !(await app.adopt(runId))
      await app.call('approval.decide', {
        runId: at.runId,
        approvalId: wait.id,
        decision: choices.reject === undefined ? 'approved' : 'rejected',
        ...(value !== undefined && { value }),
        ...(choices.reject && { feedback: choices.reject }),
      })
      return isElsewhere ? undefined : { runId, history }
    })
    return isElsewhere ? statusElsewhere(app, runId, terminal) : code
  })
}

type ApprovalWait = Extract<Wait, { type: 'approval' }>

interface OpenApproval {
  readonly runId: string
  readonly wait: ApprovalWait
}

/** The run and, behind it, the runs that it called; `target` is an approval's id, or the node on which exactly one waits. */
function openApproval(family: readonly RunState[], target: string): OpenApproval {
  const waits = family.flatMap((state) => approvalsOf(state))
  const matching = waits.filter(({ wait }) =>
    [wait.id, wait.nodeId, executionKey(wait.path, wait.nodeId)].includes(target),
  )
  const [only] = matching
  if (matching.length > 1)
    throw new UsageError(`${matching.length} approvals wait on ${target}. Name one by its id:\n${listed(matching)}`)
  if (only) return only
  refuseQuestion(family, target)
  const [run] = family
  const open = waits.length > 0 ? ` These are:\n${listed(waits)}` : ' None is.'
  throw new UsageError(`No approval ${target} is open in run ${run?.runId} (${run?.status}).${open}`)
}

function approvalsOf({ runId, waits }: RunState): readonly OpenApproval[] {
  return [...waits.values()].flatMap((wait) => (wait.type === 'approval' ? [{ runId, wait }] : []))
}

function refuseQuestion(family: readonly RunState[], target: string): void {
  const asking = family.find(({ waits }) =>
    [...waits.values()].some((wait) => wait.type === 'input' && wait.nodeId === target),
  )
  if (asking)
    throw new UsageError(
      `${target} asks for an answer, not for an approval. Answer it in the app, or with: slashflow resume ${asking.runId} --answer FIELD=VALUE`,
    )
}

function listed(waits: readonly OpenApproval[]): string {
  const isOneRun = new Set(waits.map(({ runId }) => runId)).size === 1
  return waits
    .map(({ runId, wait }) =>
      [wait.id, executionKey(wait.path, wait.nodeId), printable(wait.request.title), !isOneRun && `in run ${runId}`]
        .filter(Boolean)
        .join('  '),
    )
    .map((line) => `  ${line}`)
    .join('\n')
}

/** Text may be given as it is; everything else is JSON. */
function editedPayload(text: string, proposed: Json): Json {
  if (typeof proposed !== 'string') return json('--edit', text)
  try {
    const value: Json = JSON.parse(text)
    return typeof value === 'string' ? value : text
  } catch {
    return text
  }
}

async function statusElsewhere(app: App, runId: string, terminal: Terminal): Promise<ExitCode> {
  const { status } = await findRun(app, runId)
  terminal.err(`slashflow: answered; the run goes on where it is (${status})\n`)
  return exitCodeOf(status) ?? EXIT.succeeded
}
