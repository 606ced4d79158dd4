/** What the window shows: a command or its run, a page, a folder, none of them. */
import { Activity, ChartLine, Eraser, FolderOpen, History, Inbox, MailWarning, Pencil, Undo2, X } from 'lucide-react'
import { hasSystemMenu } from '../bridge/bridge.ts'
import { lastClosed, reopenTab } from '../state/closed-tabs.ts'
import { leaveRun } from '../state/start-run.ts'
import { close, setMode, shownTab, showTab, useView } from '../state/view.ts'
import type { Action } from './action.ts'
import { chooseFolder } from './choose-folder.ts'
import { openOverlay } from './overlays.ts'
import { isEditing, shownDocument } from './shown-document.ts'

/** A browser keeps the usual keys of a tab for its own. */
export const goActions: readonly Action[] = [
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
    // Whoever looks for it by name while editing finds it, and not the first that stands under "Edit".
    whyNot: () => (shownTab()?.mode === 'edit' ? 'The graph is edited already.' : undefined),
    perform: () => setMode('edit'),
  },
  {
    id: 'run-mode',
    label: 'Watch the run',
    icon: Activity,
    group: 'go',
    keys: 'g r',
    available: isEditing,
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
    keys: hasSystemMenu ? ['mod+w', 'alt+w'] : 'alt+w',
    inFields: true,
    available: () => useView.getState().shown !== null,
    perform: closeShown,
  },
  {
    id: 'reopen-tab',
    label: 'Reopen the closed tab',
    icon: Undo2,
    group: 'file',
    keys: hasSystemMenu ? ['mod+shift+t', 'alt+shift+w'] : 'alt+shift+w',
    inFields: true,
    available: () => lastClosed() !== undefined,
    perform: reopenTab,
  },
  {
    id: 'workspace',
    label: 'Choose a folder to work in…',
    icon: FolderOpen,
    group: 'file',
    perform: chooseFolder,
  },
]

function closeShown(): void {
  const { shown } = useView.getState()
  if (shown !== null) close(shown)
}
