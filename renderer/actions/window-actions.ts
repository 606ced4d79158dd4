/** The window itself: its panels, its theme, its settings. */
import { Keyboard, Moon, PanelBottom, PanelLeft, PanelRight, Settings, Sun, SunMoon } from 'lucide-react'
import { changeSettings } from '../state/settings.ts'
import { foldPanel } from '../state/view.ts'
import type { Action } from './action.ts'
import { openOverlay } from './overlays.ts'

export const windowActions: readonly Action[] = [
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
