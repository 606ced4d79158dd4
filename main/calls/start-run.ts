/** From what was typed to a running workflow: find the command, check the file, complete the arguments. */
import { stat } from 'node:fs/promises'
import { isAbsolute } from 'node:path'
import { CallError } from '#shared/ipc/call-error.ts'
import type { WorkflowDocument } from '#shared/ipc/views/workflow-views.ts'
import type { Json } from '#shared/json.ts'
import { resolveArguments } from '#shared/workflow/arguments.ts'
import { closest, didYouMean } from '#shared/workflow/did-you-mean.ts'
import { errorsOf, type Problem } from '#shared/workflow/problem.ts'
import { parseSlashLine } from '#shared/workflow/slash-command.ts'
import { edgeSource, type Workflow } from '#shared/workflow/workflow.ts'
import type { StartOptions } from '../app.ts'
import type { Engine } from '../engine/engine.ts'
import { workflowUpTo } from '../engine/replay/workflow-up-to.ts'

/** Where commands come from. */
export interface CommandSource {
  /** Names as they can be typed, for "did you mean". */
  names(workspace: string): Promise<readonly string[]>
  byName(name: string, workspace: string): Promise<WorkflowDocument | undefined>
  read(ref: string): Promise<WorkflowDocument>
  /** Problems of a workflow that is not on disk. */
  check(workflow: Workflow): readonly Problem[]
}

/** Throws CallError `workspace.not-absolute`, `command.unknown`, `workflow.invalid`, `arguments.invalid` with one problem a place; nothing has begun then. */
export async function startRun(
  engine: Engine,
  commands: CommandSource,
  options: StartOptions,
  by: string,
): Promise<{ runId: string }> {
  const { document, given } = await resolveStart(commands, options)
  const { workflow, args } = runnable(tried(commands, document, options), given)
  return engine.start({
    workflow: options.until === undefined ? workflow : workflowUpTo(workflow, options.until),
    args,
    workspace: options.workspace,
    trusted: options.trusted === true || document.trusted,
    by,
    ...(options.test && { test: true }),
    ...(options.breakpoints && { breakpoints: knownNodes(workflow, options.breakpoints) }),
  })
}

/** Nobody would notice a breakpoint that nothing reaches. Throws CallError `node.unknown`. */
function knownNodes({ name, nodes }: Workflow, ids: readonly string[]): readonly string[] {
  const known = new Set(nodes.map(({ id }) => id))
  const unknown = ids.find((id) => !known.has(id))
  if (unknown === undefined) return ids
  throw new CallError('node.unknown', `/${name} has no node "${unknown}".${didYouMean(unknown, known)}`)
}

/**
 * A draft takes the place of its file in a try; what is wrong behind the node it ends at keeps nobody from trying the rest.
 * Throws CallError `draft.no-try`.
 */
export function tried(
  commands: CommandSource,
  document: WorkflowDocument,
  { draft, test, until }: StartOptions,
): WorkflowDocument {
  if (draft === undefined) return document
  if (!test) throw new CallError('draft.no-try', 'A draft can be tried only. Save it to run it.')
  return draftDocument(commands, document, draft, until)
}

/** A file with a draft in its place, checked as far as it would run. It is trusted as the file is: saving it would keep that. */
export function draftDocument(
  commands: CommandSource,
  document: WorkflowDocument,
  draft: Workflow,
  until?: string,
): WorkflowDocument {
  const problems = commands.check(draft)
  return { ...document, workflow: draft, problems: until === undefined ? problems : within(problems, draft, until) }
}

/** The part by itself is no whole workflow: a loop around the node it ends at would lead nowhere. */
function within(problems: readonly Problem[], draft: Workflow, until: string): readonly Problem[] {
  const kept = new Set(workflowUpTo(draft, until).nodes.map(({ id }) => id))
  return problems.filter(({ nodeId, edge }) => {
    const ends = edge === undefined ? undefined : draft.edges[edge]
    if (ends) return kept.has(edgeSource(ends).node) && kept.has(ends.to)
    return nodeId === undefined || kept.has(nodeId)
  })
}

/** A file that can run, with its arguments complete. Throws CallError `workflow.invalid`, `arguments.invalid`. */
export function runnable(
  { workflow, problems, ref }: WorkflowDocument,
  given: Parameters<typeof resolveArguments>[1],
): { readonly workflow: Workflow; readonly args: Readonly<Record<string, Json>> } {
  const errors = errorsOf(problems)
  if (!workflow || errors.length > 0) {
    const name = workflow ? `/${workflow.name}` : ref
    throw new CallError(
      'workflow.invalid',
      `${name} cannot run: ${errors.map((problem) => problem.message).join(' ')}`,
      problems,
      isAbsolute(ref) ? ref : undefined,
    )
  }
  const resolved = resolveArguments(workflow.parameters ?? [], given)
  if (errorsOf(resolved.problems).length > 0)
    throw new CallError(
      'arguments.invalid',
      resolved.problems.map((problem) => problem.message).join(' '),
      resolved.problems,
    )
  return { workflow, args: resolved.args }
}

/** The file, and what was given for its parameters; the line is read with them, so `Key: value` and flags are understood. */
export async function resolveStart(
  commands: CommandSource,
  { line, ref, args, workspace }: StartOptions,
): Promise<{ readonly document: WorkflowDocument; readonly given: Parameters<typeof resolveArguments>[1] }> {
  // A relative one would be looked for below wherever this process happens to stand.
  if (workspace !== '' && !isAbsolute(workspace))
    throw new CallError('workspace.not-absolute', `Give the full path of the workspace, not "${workspace}".`)
  if (workspace !== '') await refuseNoFolder(workspace)
  if (ref !== undefined) return withGiven(await commands.read(ref), line, args)
  const name = line === undefined ? undefined : parseSlashLine(line)?.name
  if (!name) throw new CallError('command.missing', 'That is no command: begin with a slash, such as /hello.')
  const document = await commands.byName(name, workspace)
  if (!document) throw await unknownCommand(commands, name, workspace)
  return withGiven(document, line, args)
}

async function refuseNoFolder(workspace: string): Promise<void> {
  const found = await stat(workspace).catch(() => undefined)
  if (found?.isDirectory()) return
  throw new CallError(
    'workspace.missing',
    found ? `${workspace} is a file. A run works in a folder.` : `There is no folder ${workspace} to work in.`,
  )
}

function withGiven(document: WorkflowDocument, line: string | undefined, args: StartOptions['args']) {
  const parsed = line === undefined ? undefined : parseSlashLine(line, document.workflow?.parameters)
  return { document, given: parsed ?? args ?? {} }
}

/** Nothing has that name; with the one that was meant, as far as it can be told. */
export async function unknownCommand(commands: CommandSource, name: string, workspace: string): Promise<CallError> {
  const near = closest(name, await commands.names(workspace))
  return new CallError('command.unknown', `There is no command /${name}.${near ? ` Did you mean /${near}?` : ''}`)
}
