/** Which process may append to a run. The lock is the operating system's, so it is free at once when its owner dies. */
export interface Ownership {
  /** This process. */
  readonly id: string
  /** Whether the named owner still lives. Asked inside a transaction, so it answers at once. */
  isAlive(owner: string): boolean
}
