import { Tooltip } from 'radix-ui'
import { useEffect } from 'react'
import { Toaster } from 'sonner'
import { perform } from '../actions/actions.ts'
import { openOverlay } from '../actions/overlays.ts'
import { listenToShortcuts } from '../actions/shortcuts.ts'
import { bridge } from '../bridge/bridge.ts'
import { listenToClipboard } from '../clipboard/clipboard-events.ts'
import { RunFormDialog } from '../command-bar/run-form-dialog.tsx'
import { DropFiles } from '../files/drop-files.tsx'
import { ImportDialog } from '../files/import-dialog.tsx'
import { NameDialog } from '../files/name-dialog.tsx'
import { ReplayDialog } from '../inspector/run/replay-dialog.tsx'
import { NewCommandDialog } from '../new-command/new-command-dialog.tsx'
import { Palette } from '../palette/palette.tsx'
import { ConfirmDialog } from '../parts/confirm.tsx'
import { SettingsDialog } from '../settings/settings-dialog.tsx'
import { openRunById } from '../state/start-run.ts'
import { openFirstTab } from './first-tab.ts'
import { Frame } from './frame.tsx'

/** The whole window. */
export function App() {
  useEffect(listenToShortcuts, [])
  useEffect(listenToIntents, [])
  useEffect(listenToClipboard, [])
  useEffect(openFirstTab, [])
  return (
    <Tooltip.Provider delayDuration={500} skipDelayDuration={200}>
      <Frame />
      <Palette />
      <SettingsDialog />
      <NewCommandDialog />
      <NameDialog />
      <ImportDialog />
      <DropFiles />
      <RunFormDialog />
      <ConfirmDialog />
      <ReplayDialog />
      <Toaster
        position="bottom-right"
        offset={{ bottom: 64, right: 14 }}
        visibleToasts={3}
        gap={8}
        toastOptions={{ unstyled: true, classNames: { toast: 'toast' } }}
      />
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
