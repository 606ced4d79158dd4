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
  const database = open(key)
  let next: { readonly value: T } | undefined
  let writing = false
  const write = async () => {
    writing = true
    const opened = await database
    for (; next && opened; ) {
      const { value } = next
      next = undefined
      await done(opened.transaction(STORE, 'readwrite').objectStore(STORE).put(value, key)).catch(() => undefined) // a full disk: the next is tried again
    }
    writing = false
  }
  return {
    found: database.then((opened) =>
      opened ? done<T>(opened.transaction(STORE).objectStore(STORE).get(key)).catch(() => undefined) : undefined,
    ),
    keep(value) {
      next = { value }
      if (!writing) void write()
    },
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
