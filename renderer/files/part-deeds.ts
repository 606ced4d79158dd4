/** A selection as a command of its own, and back. */
import { toast } from 'sonner'
import { extractCommand } from '#shared/workflow/edit/extract-command.ts'
import { type Inlined, inlineCommand } from '#shared/workflow/edit/inline-command.ts'
import { freeSlashName } from '#shared/workflow/slash-name.ts'
import { titleOfNode } from '#shared/workflow/title-of-node.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { bridge, errorSentence } from '../bridge/bridge.ts'
import { canvasCommands } from '../canvas/canvas-commands.ts'
import { tellEdit } from '../canvas/flow/tell-edit.ts'
import { useDocuments } from '../state/document/store.ts'
import { changeDocument, documentNow } from '../state/documents.ts'
import { useKinds } from '../state/kinds.ts'
import { useSettings } from '../state/settings.ts'
import { openTab } from '../state/view.ts'
import { refreshWorkflows, useWorkflows } from '../state/workflows.ts'
import { callOfSelection } from './called-command.ts'
import { deleteCommand } from './file-deeds.ts'
import { askName } from './name-question.ts'

/** Why the selection cannot be a command of its own, as a sentence; undefined where it can. */
export function extractProblem(ref: string, ids: ReadonlySet<string>): string | undefined {
  const { workflow } = documentNow(ref) ?? {}
  if (!workflow) return 'There is no workflow to edit.'
  const result = extractCommand(workflow, ids, { name: 'part', catalog: useKinds.getState().catalog })
  return 'problem' in result ? result.problem : undefined
}

export function extractSelection(ref: string, ids: ReadonlySet<string>): void {
  const { workflow } = documentNow(ref) ?? {}
  if (!workflow) return
  const taken = new Set(useWorkflows.getState().list.map(({ name }) => name))
  const [only] = ids.size === 1 ? workflow.nodes.filter(({ id }) => ids.has(id)) : []
  askName({
    title: 'Make a command of the selection',
    yes: 'Make the command',
    message: 'What the nodes read outside becomes its parameters, and a node that runs it takes their place.',
    name: freeSlashName(only ? titleOfNode(only) : `${workflow.name}-part`, taken),
    place: documentNow(ref)?.saved?.source === 'workspace' ? 'workspace' : 'user',
    async onYes(name, source) {
      const before = documentNow(ref)?.workflow
      if (!before) return 'The command is not open any more.'
      const result = extractCommand(before, ids, { name, catalog: useKinds.getState().catalog })
      if ('problem' in result) return result.problem
      const workspace = useSettings.getState().settings?.workspace ?? ''
      const made = await bridge.call('workflows.create', {
        name,
        source,
        workspace,
        workflow: result.command,
        madeFrom: ref,
      })
      refreshWorkflows()
      changeDocument(ref, (now) => (now === before ? result.workflow : now))
      chooseOn(ref, [result.id])
      offerRemoval(ref, before, made.ref, name)
      toast(`Made /${name} of ${ids.size === 1 ? 'the node' : `${ids.size} nodes`}.`, {
        id: toldOf(made.ref),
        action: { label: 'Open it', onClick: () => openTab(made.ref, { mode: 'edit' }) },
      })
      return undefined
    },
  })
}

/** What came in place of what was selected is selected now, where it stands: nobody asked the view to move. */
function chooseOn(ref: string, ids: readonly string[]): void {
  const canvas = canvasCommands()
  if (canvas?.documentRef === ref) canvas.choose(ids)
}

/** What is true of the new command now takes the place of what was. */
const toldOf = (made: string): string => `part ${made}`

const OFFERED_MS = 10 * 60_000

/** Undo takes the node back and not the file: it may be used by now. The person is asked. */
function offerRemoval(ref: string, before: Workflow, made: string, name: string): void {
  const stop = useDocuments.subscribe(() => {
    if (documentNow(ref)?.workflow !== before) return
    stop()
    toast(`The selection is back. The file of /${name} stays.`, {
      id: toldOf(made),
      duration: 12_000,
      action: {
        label: 'Remove it',
        onClick: () => {
          const command = useWorkflows.getState().list.find((each) => each.ref === made)
          if (command) void deleteCommand(command)
        },
      },
    })
  })
  setTimeout(stop, OFFERED_MS)
}

export function inlineProblem(ref: string, ids: ReadonlySet<string>): string | undefined {
  const call = callOfSelection(ref, ids)
  if (!call) return 'Select one node that runs another command.'
  return call.command ? undefined : `There is no command /${call.name}.`
}

/** What is edited of the other command counts, saved or not: it is what the person sees of it. */
export async function inlineSelection(ref: string, ids: ReadonlySet<string>): Promise<void> {
  const call = callOfSelection(ref, ids)
  const command = call?.command
  if (!command) return
  try {
    const other =
      documentNow(command.ref)?.workflow ?? (await bridge.call('workflows.read', { ref: command.ref })).workflow
    if (!other) return void toast.error(`/${command.name} cannot be read as a workflow. Mend it first.`)
    const put = putInPlace(ref, call.node.id, other)
    if (!('workflow' in put)) return void toast(`Not put in place: ${put.problem}`, { duration: 10_000 })
    chooseOn(ref, put.ids)
    tellEdit(ref, `The nodes of /${command.name} stand here now. Its file stays.`)
  } catch (error) {
    toast.error(errorSentence(error))
  }
}

function putInPlace(ref: string, id: string, command: Workflow): Inlined {
  let result: Inlined | undefined
  changeDocument(ref, (workflow) => {
    result = inlineCommand(workflow, id, command, useKinds.getState().catalog)
    return 'workflow' in result ? result.workflow : workflow
  })
  return result ?? { problem: 'The command is not open any more.' }
}
