/** What `compose` gives to a host, and what a host gives to it. */

import type { MenuItem, WindowIntent } from '#shared/ipc/calls/app-calls.ts'
import type { Bridge } from '#shared/ipc/contract.ts'
import type { AppInfo } from '#shared/ipc/views/app-views.ts'
import type { RunSummary } from '#shared/ipc/views/run-views.ts'
import type { Json } from '#shared/json.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import type { NotifierPort } from './engine/ports/notifier.ts'

export interface ComposeOptions {
  /** The data folder, absolute; made where it is missing. */
  readonly home: string
  readonly host: AppInfo['host']
  readonly version: string
  /** Folder of the bundled commands. */
  readonly bundled: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly notifier: NotifierPort
  /** The system's folder dialog, where the host has one. */
  readonly chooseFolder?: () => Promise<string | null>
  /** Shows a file in the system's file manager, where the host has one. */
  readonly showFile?: (path: string) => void
  /** What the system's clipboard holds as text, where the page may not read it itself. */
  readonly readClipboard?: () => string | Promise<string>
  /** Shows the window's actions in the system's menu, where the host has one. */
  readonly showMenu?: (items: readonly MenuItem[]) => void
  /** What the window was asked to do before it listened. */
  readonly takeIntents?: () => readonly WindowIntent[]
  /** Take over unfinished runs whose owner is gone: the app and the web host do, a command line does not. */
  readonly adopt: boolean
}

export interface StartOptions {
  readonly line?: string
  readonly ref?: string
  readonly args?: Readonly<Record<string, Json>>
  readonly workspace: string
  /** A try: recorded outputs (`pinned`) count. */
  readonly test?: boolean
  /** Of a try: stands for what is on disk under `ref`. */
  readonly draft?: Workflow
  /** Runs only what leads to this node, and ends behind it. */
  readonly until?: string
  readonly breakpoints?: readonly string[]
  /** Counts the file as trusted for this run only (`--approve all`). */
  readonly trusted?: boolean
  /** Who starts it, for the log: `app`, `web`, `cli`. */
  readonly by?: string
}

export interface App extends Bridge {
  /** As `run.start`, with what only a command line may say. */
  start(options: StartOptions): Promise<{ runId: string }>
  /** Sentences for the person about what went wrong beside the runs. */
  warnings(): readonly string[]
  /** Runs of this process that have not ended. */
  activeRuns(): readonly RunSummary[]
  /** Hands a start to a process that stays: the app, a server or a worker. Resolves undefined where none lives. */
  handOver(options: StartOptions): Promise<{ runId: string } | undefined>
  /** Whether nothing of this process's runs can go on without a person. */
  isIdle(): boolean
  /** Becomes the owner of a run whose owner is gone, and goes on with it. Resolves false where another owner lives. */
  adopt(runId: string): Promise<boolean>
  /** Ends work in flight without ending its runs (they go on at the next start), closes the log. Idempotent. */
  close(): Promise<void>
}
