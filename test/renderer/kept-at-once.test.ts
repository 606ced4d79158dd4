/** What a value survives that the browser does to its database; that it outlives a kill is tested on the built app. */
import { afterEach, expect, it, vi } from 'vitest'
import { keptAtOnce } from '#renderer/state/kept-at-once.ts'

/** One store of the browser. Its connections may be closed under those who have them, as by clearing the data of a page. */
class Database {
  readonly values = new Map<string, unknown>()
  #age = 0

  open() {
    const age = this.#age
    return answered({ transaction: () => this.#transaction(age), close: () => undefined })
  }

  closeAll(): void {
    this.#age += 1
  }

  #transaction(age: number) {
    if (age !== this.#age) throw new DOMException('The database connection is closing.', 'InvalidStateError')
    return {
      objectStore: () => ({
        get: (key: string) => answered(this.values.get(key)),
        put: (value: unknown, key: string) => answered(void this.values.set(key, value)),
      }),
    }
  }
}

/** A request that succeeds once whoever made it listens. */
function answered<T>(result: T) {
  const request: { readonly result: T; onsuccess?: () => void } = { result }
  queueMicrotask(() => request.onsuccess?.())
  return request
}

afterEach(() => vi.unstubAllGlobals())

it('keeps the newest value, whatever is set while one is written', async () => {
  const database = new Database()
  vi.stubGlobal('indexedDB', database)
  const kept = keptAtOnce<number>('view')
  for (const value of [1, 2, 3]) kept.keep(value)
  await expect.poll(() => database.values.get('view')).toBe(3)
  expect(await keptAtOnce<number>('view').found).toBe(3)
})

it('keeps on where the browser has closed its database', async () => {
  const database = new Database()
  vi.stubGlobal('indexedDB', database)
  const kept = keptAtOnce<number>('view')
  await kept.found
  database.closeAll()
  kept.keep(1)
  await new Promise((resolve) => setImmediate(resolve))
  kept.keep(2)
  await expect.poll(() => database.values.get('view')).toBe(2)
})

it('finds nothing where the browser closes its database at once', async () => {
  const database = new Database()
  vi.stubGlobal('indexedDB', database)
  const { found } = keptAtOnce<number>('view')
  database.closeAll()
  expect(await found).toBeUndefined()
})
