/** A command that was not there before: empty, a copy, or what somebody made of another one. */
import { CallError } from '#shared/ipc/call-error.ts'
import type { WorkflowDocument } from '#shared/ipc/views/workflow-views.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import type { CommandWriter } from './command-writer.ts'
import { refuseWithoutWorkspace } from './file-moves.ts'
import type { WorkflowLookup } from './lookup.ts'
import { newWorkflow, refuseName } from './new-workflow.ts'

export interface NewCommand {
  readonly name: string
  readonly title?: string | undefined
  readonly source: 'user' | 'workspace'
  readonly workspace: string
  /** A command to copy. */
  readonly from?: string | undefined
  /** What it says, instead of an empty graph or a copy. */
  readonly workflow?: Workflow | undefined
  /** It was made out of this one by the person here, and is trusted as that is; else what `workflow` says is not trusted. */
  readonly madeFrom?: string | undefined
  /** Puts a file of this name aside instead of refusing. */
  readonly replace?: boolean | undefined
}

/** `replaced`: where the file is kept that was put aside. */
export type CreatedCommand = WorkflowDocument & { readonly replaced?: string }

export async function createCommand(
  wanted: NewCommand,
  lookup: WorkflowLookup,
  writer: CommandWriter,
): Promise<CreatedCommand> {
  const { name, title, source, workspace, from, workflow, madeFrom } = wanted
  refuseName(name)
  if (source === 'workspace') await refuseWithoutWorkspace(workspace)
  const target = writer.place(source, name, workspace)
  if (!wanted.replace) await writer.refuseTaken(name, target)
  if (from === undefined && workflow === undefined) await refuseShadowing(name, workspace, lookup)
  const model = from === undefined ? undefined : await readModel(from, lookup)
  const replaced = wanted.replace ? await writer.putAsideNamed(name, target) : undefined
  const trusted = workflow ? await isTrusted(madeFrom, lookup) : (model?.trusted ?? true)
  const made = await writer.write(target, newWorkflow(name, title, workflow ?? model?.workflow), trusted)
  return replaced === undefined ? made : { ...made, replaced }
}

/** An empty command must not take the place of one that does something. */
async function refuseShadowing(name: string, workspace: string, lookup: WorkflowLookup): Promise<void> {
  const other = await lookup.find(name, workspace)
  if (!other) return
  throw new CallError(
    'workflow.name-taken',
    `There is a ${other.source} command /${name} already. Open it and save your own version, or choose another name.`,
  )
}

async function readModel(ref: string, lookup: WorkflowLookup): Promise<WorkflowDocument> {
  const model = await lookup.read(ref)
  if (model.workflow) return model
  throw new CallError(
    'workflow.unreadable',
    `${ref} cannot be copied, because it cannot be read as a workflow.`,
    model.problems,
  )
}

async function isTrusted(ref: string | undefined, lookup: WorkflowLookup): Promise<boolean> {
  return ref !== undefined && (await lookup.read(ref)).trusted
}
