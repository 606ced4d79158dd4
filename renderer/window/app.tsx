import { Tooltip } from 'radix-ui'
import { type ReactNode, useEffect } from 'react'
import type { WindowIntent } from '#shared/ipc/calls/app-calls.ts'
import { listActions, perform } from '../actions/action-list.ts'
import { actionsNow } from '../actions/actions.ts'
import { watchFocus } from '../actions/focus-came-by.ts'
import { isTyping, listenToShortcuts } from '../actions/keyboard.ts'
import { closeOverlay } from '../actions/overlays.ts'
import { tellSystemMenu } from '../actions/system-menu.ts'
import { bridge, hasSystemMenu } from '../bridge/bridge.ts'
import { listenToClipboard } from '../clipboard/clipboard-events.ts'
import { RunFormDialog } from '../command-bar/run-form-dialog.tsx'
import { DeletedDialog } from '../files/deleted-dialog.tsx'
import { DropFiles } from '../files/drop-files.tsx'
import { ImportDialog } from '../files/import-dialog.tsx'
import { closeImport } from '../files/import-state.ts'
import { NameDialog } from '../files/name-dialog.tsx'
import { closeNameQuestion } from '../files/name-question.ts'
import { openGiven } from '../files/open-given.ts'
import { closeReplay } from '../inspector/run/replay.ts'
import { ReplayDialog } from '../inspector/run/replay-dialog.tsx'
import { NewCommandDialog } from '../new-command/new-command-dialog.tsx'
import { Palette } from '../palette/palette.tsx'
import { ConfirmDialog } from '../parts/confirm.tsx'
import { Fence } from '../parts/fence.tsx'
import { fetchMarkdown } from '../parts/markdown.tsx'
import { Modal } from '../parts/modal.tsx'
import { ScratchDialog } from '../scratch/scratch-dialog.tsx'
import { SettingsDialog } from '../settings/settings-dialog.tsx'
import { ShortcutsDialog } from '../shortcuts/shortcuts-dialog.tsx'
import { openRunById } from '../state/start-run.ts'
import { NameVersionDialog } from '../versions/name-version-dialog.tsx'
import { openFirstTab } from './first-tab.ts'
import { Frame } from './frame.tsx'
import { keepFocus } from './kept-focus.ts'
import { Toasts } from './toasts.tsx'

listActions(actionsNow)

/** The whole window. */
export function App() {
  useEffect(watchFocus, [])
  useEffect(keepFocus, [])
  useEffect(listenToShortcuts, [])
  useEffect(listenToIntents, [])
  useEffect(listenToClipboard, [])
  useEffect(openFirstTab, [])
  useEffect(fetchLater, [])
  useEffect(() => (hasSystemMenu ? tellSystemMenu() : undefined), [])
  return (
    <Tooltip.Provider delayDuration={500} skipDelayDuration={200}>
      <Fence what="window">
        <Frame />
      </Fence>
      <Fence what="dialog" within={inDialog}>
        <Palette />
        <SettingsDialog />
        <ShortcutsDialog />
        <NewCommandDialog />
        <NameDialog />
        <ImportDialog />
        <DeletedDialog />
        <DropFiles />
        <RunFormDialog />
        <ConfirmDialog />
        <ReplayDialog />
        <ScratchDialog />
        <NameVersionDialog />
      </Fence>
      <Toasts />
    </Tooltip.Provider>
  )
}

/** Closed, it is gone, and the others can be opened. */
const inDialog = (fault: ReactNode, again: () => void) => (
  <Modal
    title="This cannot be shown"
    open
    onClose={() => {
      for (const close of [closeOverlay, closeImport, closeNameQuestion, closeReplay]) close()
      again()
    }}
  >
    {fault}
  </Modal>
)

/** What no first view needs, and any run does. */
function fetchLater(): () => void {
  const handle = requestIdleCallback(fetchMarkdown)
  return () => cancelIdleCallback(handle)
}

/** While a text is typed, these are about the text. */
const OF_TEXT: Readonly<Record<string, string>> = { undo: 'undo', redo: 'redo', 'select-all': 'selectAll' }

/** What the system's menu, a notification or a file that was opened with the app asks the window to do, also before it was there. */
function listenToIntents(): () => void {
  const stop = bridge.on('window.intent', hearIntent)
  if (hasSystemMenu)
    void bridge.call('window.listen', {}).then(
      ({ intents }) => intents.forEach(hearIntent),
      () => undefined,
    )
  return stop
}

function hearIntent({ intent, file }: WindowIntent): void {
  if (file) void openGiven(file)
  else if (intent.startsWith('open-run:')) void openRunById(intent.slice('open-run:'.length))
  else if (isTyping(document.activeElement) && OF_TEXT[intent]) document.execCommand(OF_TEXT[intent])
  else perform(intent)
}
