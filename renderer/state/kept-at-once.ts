/**
 * A value that outlives a window killed a moment after it was set. Of several values that are set while one is being written
 * the last is.
 */
import { BrowserStore } from './browser-store.ts'

export interface KeptAtOnce<T> {
  /** Undefined where there is none, or the database is forbidden or broken. */
  readonly found: Promise<T | undefined>
  keep(value: T): void
}

export function keptAtOnce<T>(key: string): KeptAtOnce<T> {
  const kept = new BrowserStore({ database: `slashflow-${key}`, store: 'kept' })
  let next: { readonly value: T } | undefined
  let writing = false
  const write = async () => {
    writing = true
    while (next) {
      const { value } = next
      next = undefined
      await kept.ask('readwrite', (store) => store.put(value, key))
    }
    writing = false
  }
  return {
    found: kept.ask<T | undefined>('readonly', (store) => store.get(key)).then((answer) => answer?.result),
    keep(value) {
      next = { value }
      if (!writing) void write()
    },
  }
}
