import { toast } from 'sonner'
import { bridge, errorSentence } from '../bridge/bridge.ts'
import { changeSettings, useSettings } from '../state/settings.ts'
import { foldPanel } from '../state/view.ts'
import { openOverlay } from './overlays.ts'

/** Its list hangs from the sidebar's head, so the sidebar has to be there. With nothing to list it is the system's dialog. */
export function chooseFolder(): void {
  foldPanel('sidebar', false)
  const { app, settings } = useSettings.getState()
  const known = [settings?.workspace ?? '', ...(settings?.recentWorkspaces ?? [])].some((path) => path !== '')
  if (app?.host === 'electron' && !known) void chooseByDialog()
  else openOverlay('workspace')
}

async function chooseByDialog(): Promise<void> {
  try {
    const { path } = await bridge.call('workspace.choose', {})
    if (path !== null) await changeSettings({ workspace: path })
  } catch (error) {
    toast.error(errorSentence(error))
  }
}
