/** Programs. One call is one process with a group of its own. */
export interface ProcessRequest {
  readonly command: string
  readonly args: readonly string[]
  /** Absolute. */
  readonly cwd: string
  /** Added to the environment; secrets are filled in here, at the last moment. */
  readonly env: Readonly<Record<string, string>>
  readonly stdin: string | undefined
}

export interface ProcessResult {
  readonly exitCode: number | null
  readonly signal: string | null
  readonly stdout: Uint8Array
  readonly stderr: Uint8Array
}

export interface ProcessCallbacks {
  /** Called before the first output. `startedAt` is the system's own start time of the process, so that a reused pid is told apart. */
  started(pid: number, startedAt: string): void
  output(channel: 'stdout' | 'stderr', text: string): void
  ended(pid: number, exitCode: number | null, signal: string | null): void
}

export interface ProcessPort {
  /**
   * Resolves when the process and its whole group have ended. After an abort: SIGTERM to the group, SIGKILL after the
   * grace (2 s), then resolves or rejects; `how` of the ending is told by `onStopped`.
   * Throws NodeError `process.not-found` (the program is not installed), `process.no-folder`, `process.not-executable`,
   * `process.output-too-large`.
   */
  run(
    request: ProcessRequest,
    callbacks: ProcessCallbacks,
    signal: AbortSignal,
    onStopped: (how: string) => void,
  ): Promise<ProcessResult>
  /** Ends what a dead owner left behind: kills the group of `pid` if that process still is the one started at `startedAt`. Resolves with what it did. */
  endOrphan(pid: number, startedAt: string): Promise<'gone' | 'ended' | 'killed'>
}
