import { Tooltip } from 'radix-ui'
import { useEffect } from 'react'
import { Toaster } from 'sonner'
import { perform } from '../actions/actions.ts'
import { openOverlay } from '../actions/overlays.ts'
import { listenToShortcuts } from '../actions/shortcuts.ts'
import { bridge } from '../bridge/bridge.ts'
import { RunFormDialog } from '../command-bar/run-form-dialog.tsx'
import { NewCommandDialog } from '../new-command/new-command-dialog.tsx'
import { Palette } from '../palette/palette.tsx'
import { ConfirmDialog } from '../parts/confirm.tsx'
import { SettingsDialog } from '../settings/settings-dialog.tsx'
import { useSettings } from '../state/settings.ts'
import { openRunById } from '../state/start-run.ts'
import { openFirstTab } from './first-tab.ts'
import { Frame } from './frame.tsx'

/** The whole window. */
export function App() {
  const theme = useSettings(({ settings }) => settings?.theme ?? 'system')
  useEffect(listenToShortcuts, [])
  useEffect(listenToIntents, [])
  useEffect(openFirstTab, [])
  return (
    <Tooltip.Provider delayDuration={500} skipDelayDuration={200}>
      <Frame />
      <Palette />
      <SettingsDialog />
      <NewCommandDialog />
      <RunFormDialog />
      <ConfirmDialog />
      <Toaster theme={theme} position="bottom-right" visibleToasts={3} gap={8} />
    </Tooltip.Provider>
  )
}

/** What the system's menu or a notification asks the window to do. */
function listenToIntents(): () => void {
  return bridge.on('window.intent', ({ intent }) => {
    if (intent.startsWith('open-run:')) void openRunById(intent.slice('open-run:'.length))
    else if (intent === 'settings') openOverlay('settings')
    else perform(intent)
  })
}
