/** Commands that run one which has another name by now. */
import { toast } from 'sonner'
import type { WorkflowCaller } from '#shared/ipc/views/workflow-views.ts'
import { renameCalls } from '#shared/workflow/edit/callers.ts'
import { bridge, errorSentence } from '../bridge/bridge.ts'
import { confirmFirst } from '../parts/confirm.tsx'
import { changeDocument, documentNow } from '../state/documents.ts'
import { useSettings } from '../state/settings.ts'

/** Asks whether they are to follow, where there are any. */
export async function offerCallers(from: string, to: string): Promise<void> {
  const callers = await bridge.call('workflows.callers', {
    name: from,
    workspace: useSettings.getState().settings?.workspace ?? '',
  })
  if (callers.length === 0) return
  const several = callers.length > 1
  confirmFirst({
    title: `Change the ${several ? `${callers.length} commands that run` : 'command that runs'} /${from}?`,
    message: `${several ? 'They name' : 'It names'} /${from}, which is called /${to} now.`,
    points: callers.map(({ name, nodes }) => `/${name}: ${nodes.join(', ')}`),
    yes: several ? 'Change them' : 'Change it',
    onYes: () => void changeCallers(callers, from, to),
  })
}

/** What is being edited is changed there and stays a draft; the other files are saved. */
async function changeCallers(callers: readonly WorkflowCaller[], from: string, to: string): Promise<void> {
  const drafts: string[] = []
  for (const { ref, name } of callers) {
    try {
      if (documentNow(ref)?.dirty) {
        changeDocument(ref, (workflow) => renameCalls(workflow, from, to))
        drafts.push(`/${name}`)
        continue
      }
      const { workflow, hash } = await bridge.call('workflows.read', { ref })
      if (workflow)
        await bridge.call('workflows.save', { ref, workflow: renameCalls(workflow, from, to), baseHash: hash })
    } catch (error) {
      toast.error(`/${name} was not changed. ${errorSentence(error)}`)
    }
  }
  if (drafts.length > 0)
    toast(`${drafts.join(', ')} ${drafts.length > 1 ? 'have' : 'has'} unsaved edits: save to keep the new name.`)
}
