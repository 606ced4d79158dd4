/**
 * Everything the window can be asked to do, once: label, shortcut, whether it makes sense now, and the deed. The palette, the
 * keyboard, buttons and the system menu all come from here, so they cannot disagree.
 */
import { toast } from 'sonner'
import { focusCommandBar } from '../command-bar/command-line.ts'
import { confirmFirst } from '../parts/confirm.tsx'
import { documentNow, redoDocument, revertDocument, saveDocument, undoDocument } from '../state/documents.ts'
import { changeSettings } from '../state/settings.ts'
import { leaveRun } from '../state/start-run.ts'
import { closePage, closeTab, foldPanel, isPage, setMode, shownTab, showTab, useView } from '../state/view.ts'
import type { Action } from './action.ts'
import { clipboardActions } from './clipboard-actions.ts'
import { containerActions } from './container-actions.ts'
import { openOverlay } from './overlays.ts'
import { runActions } from './run-actions.ts'
import { runShownCommand } from './run-command.ts'

const shownDocument = () => documentNow(shownTab()?.ref ?? '')

const editing = (): boolean => shownTab()?.mode === 'edit'

export const actions: readonly Action[] = [
  {
    id: 'palette',
    label: 'Search commands, runs and actions',
    keys: 'mod+k',
    inFields: true,
    perform: () => openOverlay('palette'),
  },
  { id: 'command-bar', label: 'Type a command', keys: '/', perform: focusCommandBar },
  { id: 'new', label: 'New command…', keys: 'mod+alt+n', inFields: true, perform: () => openOverlay('new-command') },
  {
    id: 'save',
    label: 'Save',
    keys: 'mod+s',
    inFields: true,
    available: () => shownDocument()?.dirty === true,
    perform: () => void saveShown(),
  },
  {
    id: 'undo',
    label: 'Undo',
    keys: 'mod+z',
    available: () => editing() && (shownDocument()?.past.length ?? 0) > 0,
    perform: () => undoDocument(shownTab()?.ref ?? ''),
  },
  {
    id: 'redo',
    label: 'Redo',
    keys: 'mod+shift+z',
    available: () => editing() && (shownDocument()?.future.length ?? 0) > 0,
    perform: () => redoDocument(shownTab()?.ref ?? ''),
  },
  {
    id: 'revert',
    label: 'Discard unsaved changes…',
    available: () => shownDocument()?.dirty === true,
    perform: askRevert,
  },
  {
    id: 'run',
    label: 'Run this command',
    keys: 'mod+enter',
    inFields: true,
    available: () => shownDocument()?.workflow !== undefined,
    perform: runShownCommand,
  },
  ...runActions,
  ...clipboardActions,
  {
    id: 'leave-run',
    label: 'Take the run off the canvas',
    available: () => shownTab()?.runId != null && shownDocument() !== undefined,
    perform: leaveRun,
  },
  {
    id: 'edit-mode',
    label: 'Edit',
    keys: 'g e',
    available: () => shownTab()?.mode === 'run',
    perform: () => setMode('edit'),
  },
  { id: 'run-mode', label: 'Watch the run', keys: 'g r', available: editing, perform: () => setMode('run') },
  { id: 'inbox', label: 'Needs you', keys: 'g i', perform: () => openOverlay('inbox') },
  { id: 'runs', label: 'Runs', keys: 'g h', perform: () => showTab('runs') },
  { id: 'letters', label: 'Dead letters', keys: 'g d', perform: () => showTab('letters') },
  { id: 'metrics', label: 'Metrics', keys: 'g m', perform: () => showTab('metrics') },
  {
    id: 'close-tab',
    label: 'Close tab',
    keys: 'alt+w',
    inFields: true,
    available: () => useView.getState().shown !== null,
    perform: closeShown,
  },
  { id: 'workspace', label: 'Choose a folder to work in…', perform: () => openOverlay('workspace') },
  {
    id: 'fold-sidebar',
    label: 'Show or hide the sidebar',
    keys: 'mod+b',
    inFields: true,
    perform: () => foldPanel('sidebar'),
  },
  {
    id: 'fold-inspector',
    label: 'Show or hide the inspector',
    keys: 'mod+alt+b',
    inFields: true,
    perform: () => foldPanel('inspector'),
  },
  {
    id: 'fold-bottom',
    label: 'Show or hide the transcript',
    keys: 'mod+j',
    inFields: true,
    perform: () => foldPanel('bottom'),
  },
  { id: 'theme-dark', label: 'Use the dark theme', perform: () => void changeSettings({ theme: 'dark' }) },
  { id: 'theme-light', label: 'Use the light theme', perform: () => void changeSettings({ theme: 'light' }) },
  { id: 'theme-system', label: 'Use the system’s theme', perform: () => void changeSettings({ theme: 'system' }) },
  { id: 'settings', label: 'Settings', keys: 'mod+,', inFields: true, perform: () => openOverlay('settings') },
]

/** With those that come with the node kinds: a container of each kind can be put around the selection. */
export const actionsNow = (): readonly Action[] => [...actions, ...containerActions()]

export const isAvailable = (action: Action): boolean => action.available?.() ?? true

/** Does it if it makes sense now; returns whether it did. */
export function perform(id: string): boolean {
  const action = actionsNow().find((each) => each.id === id)
  if (!action || !isAvailable(action)) return false
  action.perform()
  return true
}

async function saveShown(): Promise<void> {
  const ref = shownTab()?.ref
  if (ref === undefined) return
  const written = await saveDocument(ref)
  if (written !== null && written !== ref) toast('Saved as a command of your own. The bundled one stays as it is.')
}

function askRevert(): void {
  const ref = shownTab()?.ref
  if (ref === undefined) return
  confirmFirst({
    title: 'Discard unsaved changes?',
    message: 'The command goes back to what is on disk. This cannot be undone.',
    yes: 'Discard changes',
    onYes: () => void revertDocument(ref),
  })
}

function closeShown(): void {
  const { shown } = useView.getState()
  if (isPage(shown)) closePage(shown)
  else if (shown !== null) closeTab(shown)
}
