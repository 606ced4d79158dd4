/** What `verify` says is wrong, and where. */
export interface Fault {
  /** Of the event at fault; for events cut off, the first that is missing. */
  readonly seq: number
  readonly message: string
}

export interface Finding extends Fault {
  readonly runId: string
}
