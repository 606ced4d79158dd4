/** The commands that can be called here: bundled, the user's, and those of the workspace. */
import { create } from 'zustand'
import type { WorkflowSummary } from '#shared/ipc/views/workflow-views.ts'
import { sameJson } from '#shared/same-json.ts'
import { bridge, errorSentence } from '../bridge/bridge.ts'
import { onReconnected } from '../bridge/connection.ts'
import { coalesced } from './frame.ts'
import { useSettings } from './settings.ts'

interface Workflows {
  readonly list: readonly WorkflowSummary[]
  readonly loaded: boolean
  readonly error: string | undefined
}

export const useWorkflows = create<Workflows>(() => ({ list: [], loaded: false, error: undefined }))

export const refreshWorkflows = coalesced(async () => {
  const { settings } = useSettings.getState()
  if (!settings) return
  try {
    const list = await bridge.call('workflows.list', { workspace: settings.workspace })
    // A Save of a graph mostly leaves what the list says of it: then nothing that shows the list is drawn again.
    useWorkflows.setState((before) => ({
      list: sameJson(list, before.list) ? before.list : list,
      loaded: true,
      error: undefined,
    }))
  } catch (error) {
    useWorkflows.setState({ loaded: true, error: errorSentence(error) })
  }
}, 30)

export function useWorkflow(ref: string): WorkflowSummary | undefined {
  return useWorkflows(({ list }) => list.find((workflow) => workflow.ref === ref))
}

/** The command that `/name` calls: the first of that name which no other shadows. */
export function commandNamed(list: readonly WorkflowSummary[], name: string): WorkflowSummary | undefined {
  return (
    list.find((workflow) => workflow.name === name && !workflow.shadowed) ??
    list.find((workflow) => workflow.name === name)
  )
}

bridge.on('workflows.changed', refreshWorkflows)
bridge.on('trust.changed', refreshWorkflows)
onReconnected(refreshWorkflows)
useSettings.subscribe(({ settings }, before) => {
  if (settings && settings.workspace !== before.settings?.workspace) refreshWorkflows()
})
