/** What can be done with a command's file, from its row, its tab and the palette. */
import { toast } from 'sonner'
import type { WorkflowSummary } from '#shared/ipc/views/workflow-views.ts'
import { freeSlashName } from '#shared/workflow/slash-name.ts'
import { bridge, errorSentence } from '../bridge/bridge.ts'
import { focusGraphOf } from '../canvas/walk/focus-graph-of.ts'
import { writeClipboard } from '../clipboard/clipboard.ts'
import { followMoved } from '../state/document/renamed.ts'
import { takeAway } from '../state/document/take-away.ts'
import { documentNow, openDocument } from '../state/documents.ts'
import { useSettings } from '../state/settings.ts'
import { closeTab, openTab, shownTab, useView } from '../state/view.ts'
import { refreshWorkflows, useWorkflows } from '../state/workflows.ts'
import { offerCallers } from './change-callers.ts'
import { placeWords } from './name-problem.ts'
import { askName, type Place } from './name-question.ts'

const workspaceNow = (): string => useSettings.getState().settings?.workspace ?? ''

const UNDO_MS = 12_000

export function renameCommand(command: WorkflowSummary): void {
  const { ref, name, source } = command
  if (source === 'bundled') return
  askName({
    title: `Rename /${name}`,
    yes: 'Rename',
    name,
    besides: ref,
    message: 'Its file is renamed too. Runs of it keep the name that they were started with.',
    async onYes(next) {
      if (next === name) return undefined
      await move(command, next, source)
      return undefined
    },
  })
}

export function moveCommand(command: WorkflowSummary): void {
  const { name, source } = command
  const to: Place = source === 'user' ? 'workspace' : 'user'
  const moved = move(command, name, to).then(() =>
    toast(`/${name} is kept ${placeWords(to)} now${to === 'workspace' ? ', in .slashflow' : ', in every folder'}.`),
  )
  moved.catch((error: unknown) => toast.error(errorSentence(error)))
}

async function move({ ref, name }: WorkflowSummary, next: string, source: Place): Promise<void> {
  // Also of a command that has no tab: its draft goes along.
  await openDocument(ref)
  const moved = await bridge.call('workflows.move', { ref, name: next, source, workspace: workspaceNow() })
  followMoved(ref, moved)
  refreshWorkflows()
  focusShown()
  if (next !== name) await offerCallers(name, next)
}

/** A copy of what is saved; of an open command, with what is edited in it. `place` is the one that is offered first. */
export function duplicateCommand(
  { ref, name, source }: WorkflowSummary,
  place: Place = source === 'workspace' ? 'workspace' : 'user',
): void {
  const list = useWorkflows.getState().list
  askName({
    title: `Copy /${name}`,
    yes: 'Copy',
    name: freeSlashName(`${name}-copy`, new Set(list.map((each) => each.name))),
    place,
    async onYes(next, chosen) {
      const edited = documentNow(ref)?.dirty ? documentNow(ref)?.workflow : undefined
      const made = await bridge.call('workflows.create', {
        name: next,
        source: chosen,
        workspace: workspaceNow(),
        ...(edited ? { workflow: edited, madeFrom: ref } : { from: ref }),
      })
      refreshWorkflows()
      openTab(made.ref, { mode: 'edit', runId: null })
      focusGraphOf(made.ref)
      return undefined
    },
  })
}

/** What had the focus may have gone with the command: the graph that is shown has it then. */
function focusShown(): void {
  const tab = shownTab()
  if (tab) focusGraphOf(tab.ref)
}

/** The file is kept aside, and comes back by Undo, with its tab and what was edited in it. */
export async function deleteCommand({ ref, name }: WorkflowSummary): Promise<void> {
  try {
    await openDocument(ref)
    const document = documentNow(ref)
    const { keptAt } = await bridge.call('workflows.delete', { ref })
    const tab = useView.getState().tabs.find((each) => each.ref === ref)
    closeTab(ref)
    refreshWorkflows()
    focusShown()
    const bringBack = document && (await takeAway(document))
    const undo = async () => {
      await bridge.call('workflows.restore', { ref, keptAt })
      bringBack?.()
      refreshWorkflows()
      if (!tab) return
      openTab(ref, tab)
      focusGraphOf(ref)
    }
    toast(`Deleted /${name}.`, {
      duration: UNDO_MS,
      action: { label: 'Undo', onClick: () => void undo().catch((error) => toast.error(errorSentence(error))) },
    })
  } catch (error) {
    toast.error(errorSentence(error))
  }
}

export async function copyPath({ ref }: WorkflowSummary): Promise<void> {
  if (await writeClipboard(ref)) toast(`Copied ${ref}`)
}

/** In the browser there is no file manager to ask: the path is copied instead. */
export async function revealFile(command: WorkflowSummary): Promise<void> {
  try {
    const { shown } = await bridge.call('workflows.reveal', { ref: command.ref })
    if (!shown) await copyPath(command)
  } catch (error) {
    toast.error(errorSentence(error))
  }
}
