/** Settings and what is known of the app itself. */
import { create } from 'zustand'
import type { CallInput } from '#shared/ipc/contract.ts'
import type { AppInfo, SettingsView, WorkspaceInfo } from '#shared/ipc/views/app-views.ts'
import { bridge } from '../bridge/bridge.ts'
import { onReconnected } from '../bridge/connection.ts'

interface Settings {
  /** Undefined until main has answered. */
  readonly settings: SettingsView | undefined
  readonly app: AppInfo | undefined
  readonly workspace: WorkspaceInfo | undefined
}

export const useSettings = create<Settings>(() => ({ settings: undefined, app: undefined, workspace: undefined }))

/** The folder that runs work in; empty where none is chosen. */
export const useWorkspacePath = (): string => useSettings(({ settings }) => settings?.workspace ?? '')

/** Rejects with a CallError where a value is refused. */
export async function changeSettings(change: CallInput<'settings.change'>): Promise<void> {
  take(await bridge.call('settings.change', change))
}

function take(settings: SettingsView): void {
  const before = useSettings.getState().settings?.workspace
  useSettings.setState({ settings })
  document.documentElement.dataset.theme = settings.theme === 'system' ? '' : settings.theme
  if (before !== settings.workspace) void readWorkspace(settings.workspace)
}

/** Looks at the chosen folder again: its branch changes outside of the app. */
export async function readWorkspace(path = useSettings.getState().settings?.workspace ?? ''): Promise<void> {
  if (path === '') return useSettings.setState({ workspace: undefined })
  const workspace = await bridge.call('workspace.info', { path })
  if (useSettings.getState().settings?.workspace === path) useSettings.setState({ workspace })
}

async function readAll(): Promise<void> {
  const [settings, app] = await Promise.all([bridge.call('settings.read', {}), bridge.call('app.info', {})])
  useSettings.setState({ app })
  take(settings)
}

bridge.on('settings.changed', take)
onReconnected(() => void readAll())
const lookAgain = () => void readWorkspace().catch(() => undefined) // the connection may be gone; the bar says so
window.addEventListener('focus', lookAgain)
// What changes commands of the folder may have been another branch, checked out in a terminal beside the window.
bridge.on('workflows.changed', lookAgain)
bridge.on('workspace.changed', lookAgain)
void readAll()
