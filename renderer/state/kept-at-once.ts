/**
 * A value that outlives a window killed a moment after it was set. Kept in the browser's database, which is written at once;
 * `localStorage` is written seconds later. Of several values that are set while one is being written the last is.
 */
const STORE = 'kept'
const VERSION = 1

export interface KeptAtOnce<T> {
  /** Undefined where there is none, or the database is forbidden or broken. */
  readonly found: Promise<T | undefined>
  keep(value: T): void
}

export function keptAtOnce<T>(key: string): KeptAtOnce<T> {
  let database = open(key)
  let next: { readonly value: T } | undefined
  let writing = false
  const write = async () => {
    writing = true
    for (let opened = await database; next && opened; opened = await database) {
      const { value } = next
      next = undefined
      const isKept = await ask(opened, 'readwrite', (store) => store.put(value, key))
      if (isKept) continue
      // The disk is full, or the browser has closed the connection: the next value is tried on another.
      opened.close()
      database = open(key)
    }
    writing = false
  }
  return {
    found: database.then(async (opened) => {
      const answer = opened && (await ask<T | undefined>(opened, 'readonly', (store) => store.get(key)))
      return answer?.result
    }),
    keep(value) {
      next = { value }
      if (!writing) void write()
    },
  }
}

/** Undefined where it failed. */
async function ask<T>(
  database: IDBDatabase,
  mode: IDBTransactionMode,
  deed: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<{ readonly result: T } | undefined> {
  try {
    return { result: await done(deed(database.transaction(STORE, mode).objectStore(STORE))) }
  } catch {
    return undefined
  }
}

function open(name: string): Promise<IDBDatabase | undefined> {
  if (typeof indexedDB === 'undefined') return Promise.resolve(undefined)
  const request = indexedDB.open(`slashflow-${name}`, VERSION)
  request.onupgradeneeded = () => request.result.createObjectStore(STORE)
  return done(request).catch(() => undefined)
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}
