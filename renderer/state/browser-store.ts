/**
 * One store of the browser's database, which is written at once: `localStorage` is written seconds later, and what a killed
 * process had not written is gone. Where the database is forbidden, full or broken, nothing is found and nothing is kept.
 */
const VERSION = 1

export interface StoreName {
  readonly database: string
  readonly store: string
  /** The field of a value that names it; without one a value is put under a name. */
  readonly keyPath?: string
}

export class BrowserStore {
  readonly #name: StoreName
  #opened: Promise<IDBDatabase | undefined>

  constructor(name: StoreName) {
    this.#name = name
    this.#opened = open(name)
  }

  /** Resolves once the last request of `deed` is answered; with undefined where it failed. */
  async ask<T>(
    mode: IDBTransactionMode,
    deed: (store: IDBObjectStore) => IDBRequest<T>,
  ): Promise<{ readonly result: T } | undefined> {
    const opened = await this.#opened
    if (!opened) return undefined
    const { store } = this.#name
    try {
      return { result: await done(deed(opened.transaction(store, mode).objectStore(store))) }
    } catch {
      // The disk is full, or the browser has closed the connection: what is asked next is tried on another.
      opened.close()
      this.#opened = open(this.#name)
      return undefined
    }
  }
}

function open({ database, store, keyPath }: StoreName): Promise<IDBDatabase | undefined> {
  if (typeof indexedDB === 'undefined') return Promise.resolve(undefined)
  const request = indexedDB.open(database, VERSION)
  request.onupgradeneeded = () => request.result.createObjectStore(store, keyPath === undefined ? {} : { keyPath })
  return done(request).catch(() => undefined)
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}
