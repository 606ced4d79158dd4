/** What the calls about the app itself answer with: settings, workspace, history. */

export interface WorkspaceInfo {
  readonly path: string
  readonly exists: boolean
  readonly name: string
  /** Absent where it is not a git repository (or git is not there: see `note`). */
  readonly branch?: string
  readonly note?: string
}

export interface ModelInfo {
  readonly id: string
  /** Tokens, where the server says so. */
  readonly contextTokens?: number
}

export interface SettingsView {
  readonly baseUrl: string
  readonly model: string
  /** Tokens the model takes; what does not fit is cut with a note. */
  readonly contextTokens: number
  readonly theme: 'system' | 'dark' | 'light'
  /** Keys that the person gave to actions, by the action's id: none where it has lost them. */
  readonly shortcuts: Readonly<Record<string, readonly string[]>>
  readonly workspace: string
  readonly recentWorkspaces: readonly string[]
  /** Of one run. Only work takes a place: what waits for a person, a time or an event takes none. */
  readonly nodesAtOnce: number
  /** Of all runs of a process. */
  readonly nodesAtOnceInAll: number
  /** Events of runs that ended longer ago are removed; null: they are kept for ever. */
  readonly keepRunsDays: number | null
  /** Above this size of the log the events of the oldest ended runs are removed. A megabyte is 1,000,000 bytes. */
  readonly keepMegabytes: number
  /** Whether a key is kept, and where: never the key itself. */
  readonly apiKey: 'none' | 'store' | 'session' | 'environment'
  /** `session`: this machine has no secret store, so a key lasts until the app closes. */
  readonly secretStore: 'os' | 'session'
  /** Settings that environment variables override, by name. */
  readonly overridden: readonly string[]
  /** True where no model is configured, so the built-in demo model answers. */
  readonly demo: boolean
}

export interface HistoryView {
  /** What the log takes on disk. */
  readonly bytes: number
  /** Ended runs whose events would be removed now, by the settings. */
  readonly removable: number
}

export interface TrimmedHistory {
  /** Whose events were removed. */
  readonly runs: number
  /** Given back to the system. */
  readonly bytes: number
}

export interface AppInfo {
  readonly version: string
  readonly host: 'electron' | 'web' | 'cli'
  readonly platform: string
  readonly home: string
  /** Things that went wrong at start-up and need a sentence: a damaged database kept aside, a read-only folder. */
  readonly warnings: readonly string[]
}
