/**
 * Everything the window can be asked to do, once: label, shortcut, whether it makes sense now, and the deed. The palette, the
 * keyboard, buttons and the system menu all come from here, so they cannot disagree.
 */
import {
  Activity,
  ChartLine,
  Eraser,
  FilePlus,
  FileX,
  FolderOpen,
  History,
  Inbox,
  Keyboard,
  MailWarning,
  Moon,
  PanelBottom,
  PanelLeft,
  PanelRight,
  Pencil,
  Play,
  Redo2,
  Save,
  Search,
  Settings,
  Slash,
  Sun,
  SunMoon,
  Undo2,
  X,
} from 'lucide-react'
import { toast } from 'sonner'
import { focusCommandBar } from '../command-bar/command-line.ts'
import { confirmFirst } from '../parts/confirm.tsx'
import { documentNow, redoDocument, revertDocument, saveDocument, undoDocument } from '../state/documents.ts'
import { changeSettings } from '../state/settings.ts'
import { leaveRun } from '../state/start-run.ts'
import { closePage, closeTab, foldPanel, isPage, setMode, shownTab, showTab, useView } from '../state/view.ts'
import type { Action } from './action.ts'
import { callActions } from './call-actions.ts'
import { canvasActions } from './canvas-actions.ts'
import { clipboardActions } from './clipboard-actions.ts'
import { containerActions } from './container-actions.ts'
import { fileActions } from './file-actions.ts'
import { gestureActions } from './gesture-actions.ts'
import { nodeActions } from './node-actions.ts'
import { openOverlay } from './overlays.ts'
import { runActions } from './run-actions.ts'
import { runShownCommand } from './run-command.ts'
import { tryActions } from './try-actions.ts'
import { versionActions } from './version-actions.ts'
import { walkActions } from './walk-actions.ts'

const shownDocument = () => documentNow(shownTab()?.ref ?? '')

const editing = (): boolean => shownTab()?.mode === 'edit'

export const actions: readonly Action[] = [
  {
    id: 'palette',
    label: 'Search commands, runs and actions',
    icon: Search,
    group: 'app',
    keys: 'mod+k',
    inFields: true,
    perform: () => openOverlay('palette'),
  },
  { id: 'command-bar', label: 'Type a command', icon: Slash, group: 'go', keys: '/', perform: focusCommandBar },
  {
    id: 'new',
    label: 'New command…',
    icon: FilePlus,
    group: 'file',
    keys: 'mod+alt+n',
    inFields: true,
    perform: () => openOverlay('new-command'),
  },
  {
    id: 'save',
    label: 'Save',
    icon: Save,
    group: 'file',
    keys: 'mod+s',
    inFields: true,
    available: () => shownDocument()?.dirty === true,
    perform: () => void saveShown(),
  },
  {
    id: 'undo',
    label: 'Undo',
    icon: Undo2,
    group: 'edit',
    keys: 'mod+z',
    available: () => editing() && (shownDocument()?.past.length ?? 0) > 0,
    perform: () => undoDocument(shownTab()?.ref ?? ''),
  },
  {
    id: 'redo',
    label: 'Redo',
    icon: Redo2,
    group: 'edit',
    keys: ['mod+shift+z', 'mod+y'],
    available: () => editing() && (shownDocument()?.future.length ?? 0) > 0,
    perform: () => redoDocument(shownTab()?.ref ?? ''),
  },
  {
    id: 'revert',
    label: 'Discard unsaved changes…',
    words: 'revert',
    icon: FileX,
    group: 'file',
    available: () => shownDocument()?.dirty === true,
    perform: askRevert,
  },
  {
    id: 'run',
    label: 'Run this command',
    icon: Play,
    group: 'run',
    keys: 'mod+enter',
    inFields: true,
    available: () => shownDocument()?.workflow !== undefined,
    perform: runShownCommand,
  },
  // Before Stop: Esc closes what is open before it stops anything.
  ...versionActions,
  ...runActions,
  ...tryActions,
  ...canvasActions,
  ...callActions,
  ...clipboardActions,
  ...fileActions,
  ...nodeActions,
  ...walkActions,
  ...gestureActions,
  {
    id: 'leave-run',
    label: 'Take the run off the canvas',
    icon: Eraser,
    group: 'run',
    available: () => shownTab()?.runId != null && shownDocument() !== undefined,
    perform: leaveRun,
  },
  {
    id: 'edit-mode',
    label: 'Edit',
    icon: Pencil,
    group: 'go',
    keys: 'g e',
    available: () => shownTab()?.mode === 'run',
    perform: () => setMode('edit'),
  },
  {
    id: 'run-mode',
    label: 'Watch the run',
    icon: Activity,
    group: 'go',
    keys: 'g r',
    available: editing,
    perform: () => setMode('run'),
  },
  { id: 'inbox', label: 'Needs you', icon: Inbox, group: 'go', keys: 'g i', perform: () => openOverlay('inbox') },
  { id: 'runs', label: 'Runs', icon: History, group: 'go', keys: 'g h', perform: () => showTab('runs') },
  {
    id: 'letters',
    label: 'Dead letters',
    icon: MailWarning,
    group: 'go',
    keys: 'g d',
    perform: () => showTab('letters'),
  },
  { id: 'metrics', label: 'Metrics', icon: ChartLine, group: 'go', keys: 'g m', perform: () => showTab('metrics') },
  {
    id: 'close-tab',
    label: 'Close tab',
    icon: X,
    group: 'file',
    keys: 'alt+w',
    inFields: true,
    available: () => useView.getState().shown !== null,
    perform: closeShown,
  },
  {
    id: 'workspace',
    label: 'Choose a folder to work in…',
    icon: FolderOpen,
    group: 'file',
    perform: () => openOverlay('workspace'),
  },
  {
    id: 'fold-sidebar',
    label: 'Show or hide the sidebar',
    icon: PanelLeft,
    group: 'view',
    keys: 'mod+b',
    inFields: true,
    perform: () => foldPanel('sidebar'),
  },
  {
    id: 'fold-inspector',
    label: 'Show or hide the inspector',
    icon: PanelRight,
    group: 'view',
    keys: 'mod+alt+b',
    inFields: true,
    perform: () => foldPanel('inspector'),
  },
  {
    id: 'fold-bottom',
    label: 'Show or hide the transcript',
    icon: PanelBottom,
    group: 'view',
    keys: 'mod+j',
    inFields: true,
    perform: () => foldPanel('bottom'),
  },
  {
    id: 'theme-dark',
    label: 'Use the dark theme',
    icon: Moon,
    group: 'view',
    perform: () => void changeSettings({ theme: 'dark' }),
  },
  {
    id: 'theme-light',
    label: 'Use the light theme',
    icon: Sun,
    group: 'view',
    perform: () => void changeSettings({ theme: 'light' }),
  },
  {
    id: 'theme-system',
    label: 'Use the system’s theme',
    icon: SunMoon,
    group: 'view',
    perform: () => void changeSettings({ theme: 'system' }),
  },
  {
    id: 'settings',
    label: 'Settings',
    icon: Settings,
    group: 'app',
    keys: 'mod+,',
    inFields: true,
    perform: () => openOverlay('settings'),
  },
  {
    id: 'shortcuts',
    label: 'Keyboard shortcuts',
    icon: Keyboard,
    group: 'app',
    words: 'keys help change remap',
    keys: '?',
    perform: () => openOverlay('shortcuts'),
  },
]

/** With those that come with the node kinds: a container of each kind can be put around the selection. */
export const actionsNow = (): readonly Action[] => [...actions, ...containerActions()]

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
    message: 'The command goes back to what is on disk. Undo brings the changes back.',
    yes: 'Discard changes',
    onYes: () => void revertDocument(ref),
  })
}

function closeShown(): void {
  const { shown } = useView.getState()
  if (isPage(shown)) closePage(shown)
  else if (shown !== null) closeTab(shown)
}
