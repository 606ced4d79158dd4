export interface Notification {
  readonly title: string
  readonly body: string
  readonly runId: string
}

export interface NotifierPort {
  /** Resolves with whether the system took it, and why not. Never throws. */
  notify(notification: Notification): Promise<{ delivered: boolean; reason?: string }>
}
