/**
 * Everything the window can be asked to do, once: label, shortcut, whether it makes sense now, and the deed. The palette, the
 * keyboard, buttons and the system menu all come from here, so they cannot disagree.
 */
import { Search, Slash } from 'lucide-react'
import { offerCommands } from '../command-bar/command-line.ts'
import type { Action } from './action.ts'
import { callActions } from './call-actions.ts'
import { canvasActions } from './canvas-actions.ts'
import { clipboardActions } from './clipboard-actions.ts'
import { containerActions } from './container-actions.ts'
import { documentActions } from './document-actions.ts'
import { fileActions } from './file-actions.ts'
import { gestureActions } from './gesture-actions.ts'
import { goActions } from './go-actions.ts'
import { nodeActions } from './node-actions.ts'
import { openOverlay } from './overlays.ts'
import { parameterActions } from './parameter-actions.ts'
import { runActions } from './run-actions.ts'
import { tryActions } from './try-actions.ts'
import { versionActions } from './version-actions.ts'
import { walkActions } from './walk-actions.ts'
import { windowActions } from './window-actions.ts'

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
  {
    id: 'command-bar',
    label: 'Type a command',
    icon: Slash,
    group: 'go',
    keys: '/',
    beforeCanvas: true,
    perform: offerCommands,
  },
  ...documentActions,
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
  ...parameterActions,
  ...gestureActions,
  ...goActions,
  ...windowActions,
]

/** With those that come with the node kinds: a container of each kind can be put around the selection. */
export const actionsNow = (): readonly Action[] => [...actions, ...containerActions()]
