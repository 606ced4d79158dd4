/** A command for others: its file, a picture of its graph, a diagram as text. What is being edited counts, saved or not. */
import { toast } from 'sonner'
import { CallError } from '#shared/ipc/call-error.ts'
import type { WorkflowSummary } from '#shared/ipc/views/workflow-views.ts'
import { canonicalText } from '#shared/workflow/canonical.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { bridge, errorSentence } from '../bridge/bridge.ts'
import { canvasCommands } from '../canvas/canvas-commands.ts'
import { writeClipboard } from '../clipboard/clipboard.ts'
import { documentNow } from '../state/documents.ts'
import { useKinds } from '../state/kinds.ts'
import { useSettings } from '../state/settings.ts'
import { download } from './download.ts'
import { pictureOf, pngOf } from './picture.ts'

export const exportFile = (command: WorkflowSummary): Promise<void> =>
  tried(async () => {
    const edited = documentNow(command.ref)
    if (edited?.workflow && edited.dirty)
      return file(command, canonicalText(edited.workflow, useKinds.getState().catalog))
    // Also where it cannot be read as a workflow: what is there is given as it is.
    file(command, (await bridge.call('workflows.read', { ref: command.ref })).text)
  })

const file = ({ name }: WorkflowSummary, text: string): void =>
  download(`${name}.flow.json`, new Blob([text], { type: 'application/json' }))

export const exportPicture = (command: WorkflowSummary, as: 'svg' | 'png'): Promise<void> =>
  tried(async () => {
    const canvas = canvasCommands()
    const places = canvas?.documentRef === command.ref ? canvas.places() : undefined
    const pictured = { workflow: await workflowOf(command), places }
    const { name } = command
    if (as === 'png') return download(`${name}.png`, await pngOf(pictured))
    download(`${name}.svg`, new Blob([pictureOf(pictured).svg], { type: 'image/svg+xml' }))
  })

/** Of the saved file, since it is what runs that is compiled. */
export const copyMermaid = ({ ref, name }: WorkflowSummary): Promise<void> =>
  tried(async () => {
    const workspace = useSettings.getState().settings?.workspace ?? ''
    const { text } = await bridge.call('workflows.export', { ref, workspace, as: 'mermaid' })
    const unsaved = documentNow(ref)?.dirty ? ', as it was saved last' : ''
    if (await writeClipboard(text)) toast(`Copied the graph of /${name} as Mermaid${unsaved}.`)
  })

/** Of the saved file, as above. */
export const exportClaudeCommand = ({ ref, name }: WorkflowSummary): Promise<void> =>
  tried(async () => {
    const workspace = useSettings.getState().settings?.workspace ?? ''
    const { text } = await bridge.call('workflows.export', { ref, workspace, as: 'claude-command' })
    download(`${name}.md`, new Blob([text], { type: 'text/markdown' }))
    if (documentNow(ref)?.dirty) toast(`Exported /${name} as it was saved last.`)
  })

async function workflowOf({ ref, name }: WorkflowSummary): Promise<Workflow> {
  const open = documentNow(ref)?.workflow
  const workflow = open ?? (await bridge.call('workflows.read', { ref })).workflow
  if (!workflow)
    throw new CallError('workflow.unreadable', `/${name} cannot be read as a workflow, so it cannot be drawn.`)
  return workflow
}

async function tried(deed: () => Promise<void>): Promise<void> {
  try {
    await deed()
  } catch (error) {
    toast.error(errorSentence(error))
  }
}
