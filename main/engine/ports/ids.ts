export interface Ids {
  /** Unique, sortable by time of creation within a process. */
  next(): string
  /** 0 to 1, for jitter. */
  random(): number
}
