/** The app itself: its settings, its window, the machine that it is on. */
import { z } from 'zod'
import { MOST_NODES_AT_ONCE } from '../../nodes-at-once.ts'
import { broadcast, command, query } from '../define.ts'
import type {
  AppInfo,
  HistoryView,
  ModelInfo,
  SettingsView,
  TrimmedHistory,
  WorkspaceInfo,
} from '../views/app-views.ts'
import type { MetricsView } from '../views/metrics-views.ts'
import { Folder, type Nothing } from './inputs.ts'

/** The menus that the window's actions stand in. */
export const MENU_TITLES = ['File', 'Edit', 'Graph', 'Run', 'Go', 'View', 'Help'] as const

/** Less would not hold one working day. */
export const SMALLEST_LOG_MEGABYTES = 16

const Shortcuts = z.record(z.string().max(100), z.array(z.string().min(1).max(60)).max(8))
const MenuItem = z.object({
  menu: z.enum(MENU_TITLES),
  /** Between different sections stands a line. */
  section: z.string().max(40),
  /** It stands in a menu of that title within the menu. */
  submenu: z.string().min(1).max(60).optional(),
  /** An action's id, which comes back as the intent. */
  id: z.string().min(1).max(100),
  label: z.string().min(1).max(200),
  /** As the system's menu writes it: `CmdOrCtrl+Shift+Z`. It is shown; the window hears the keys itself. */
  accelerator: z.string().max(60).optional(),
  enabled: z.boolean(),
})
export type MenuItem = z.infer<typeof MenuItem>

/** What the window does itself: an action's id, `open-run:<id>`, or `open-file` with a file that the person opened with the app. */
export interface WindowIntent {
  readonly intent: string
  readonly file?: { readonly path: string; readonly text: string }
}

export const appCalls = {
  'app.info': query<AppInfo>()(z.object({})),
  /** How much this data folder runs, how fast, and what it waits for: since this process started, and of late. */
  'metrics.read': query<MetricsView>()(z.object({})),
  'settings.read': query<SettingsView>()(z.object({})),
  'settings.change': command<SettingsView>()(
    z.object({
      baseUrl: z.string().max(2_000).optional(),
      model: z.string().max(500).optional(),
      contextTokens: z.int().min(256).max(100_000_000).optional(),
      theme: z.enum(['system', 'dark', 'light']).optional(),
      /** All that differ from what the actions come with. */
      shortcuts: Shortcuts.optional(),
      workspace: Folder.optional(),
      nodesAtOnce: z.int().min(1).max(MOST_NODES_AT_ONCE).optional(),
      nodesAtOnceInAll: z.int().min(1).max(MOST_NODES_AT_ONCE).optional(),
      /** Null: for ever. */
      keepRunsDays: z.int().min(1).max(36_500).nullable().optional(),
      keepMegabytes: z.int().min(SMALLEST_LOG_MEGABYTES).max(10_000_000).optional(),
      /** Kept in the secret store, or for the session; empty forgets it. Never in the settings file. */
      apiKey: z.string().max(10_000).optional(),
    }),
  ),
  /** The window's actions for the system's menu, where the host has one; choosing one comes back as `window.intent`. */
  'window.menu': command<Nothing>()(z.object({ items: z.array(MenuItem).max(500) })),
  /** The window hears intents from now on; those that came before are the answer. */
  'window.listen': command<{ readonly intents: readonly WindowIntent[] }>()(z.object({})),
  /** How large the log is, and what the settings would remove of it. */
  'history.read': query<HistoryView>()(z.object({})),
  /** Removes the events of old runs now, as the settings say. Their summaries stay. */
  'history.trim': command<TrimmedHistory>()(z.object({})),
  /** The models a server offers; the address and key being typed, or the kept ones. */
  'models.list': query<readonly ModelInfo[]>()(
    z.object({ baseUrl: z.string().max(2_000).optional(), apiKey: z.string().max(10_000).optional() }),
  ),
  'workspace.info': query<WorkspaceInfo>()(z.object({ path: Folder })),
  /** The system's clipboard, for a paste that no key began; null where the page is to read it itself. */
  'clipboard.read': query<{ text: string | null }>()(z.object({})),
  /** The system's folder dialog where the host has one (Electron); null where it has none or the person cancelled. */
  'workspace.choose': command<{ path: string | null; supported: boolean }>()(z.object({})),
  /** Folders below a path, for completion where there is no dialog. */
  'workspace.folders': query<readonly string[]>()(z.object({ prefix: Folder })),
  /** Shows a file of a workspace in the system's file manager; `shown` is false where the host has none. `path` comes back absolute. */
  'workspace.reveal': command<{ readonly path: string; readonly shown: boolean }>()(
    z.object({ workspace: Folder, path: z.string().min(1).max(4_000) }),
  ),
  'settings.changed': broadcast<SettingsView>(),
  /** Another branch was checked out in a folder that the window has asked about. */
  'workspace.changed': broadcast<Nothing>(),
  /** A menu item, a notification or a file that was opened with the app asks the window for something that it does itself. */
  'window.intent': broadcast<WindowIntent>(),
} as const
