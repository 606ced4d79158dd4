/**
 * What a person has typed and not sent yet: a line, the arguments of a call, an answer, a name. It is in no file and no log,
 * and would go with the window. Kept in the browser's database, which is written at once: `localStorage` is written seconds
 * later, and what a killed process had not written is gone.
 *
 *   N1. What is a secret by its name is not kept there: such a field lives as long as the window.
 *   N2. The settings say what is kept, where and how long, and forget it.
 */
import { create } from 'zustand'
import type { Json } from '#shared/json.ts'
import { withoutSecrets } from './secret-names.ts'

const DATABASE = 'slashflow'
const STORE = 'unsent'
const WRITTEN_WITHIN_MS = 200
export const KEPT_DAYS = 30
const KEPT_MS = KEPT_DAYS * 24 * 3_600_000

interface Entry {
  readonly key: string
  readonly value: Json
  readonly at: number
}

interface Unsent {
  readonly byKey: Readonly<Record<string, Json>>
}

const useStore = create<Unsent>(() => ({ byKey: {} }))

const changed = new Set<string>()
let timer: ReturnType<typeof setTimeout> | undefined

export const unsentNow = (key: string): Json | undefined => useStore.getState().byKey[key]

export const useUnsent = (key: string): Json | undefined => useStore(({ byKey }) => byKey[key])

/** Of what is kept beyond the window, that is, without secrets. */
export const useUnsentCount = (): number =>
  useStore(({ byKey }) => Object.values(byKey).filter((value) => withoutSecrets(value) !== undefined).length)

/** Undefined: it was sent, or given up. */
export function keepUnsent(key: string, value: Json | undefined): void {
  if (value === unsentNow(key)) return
  useStore.setState(({ byKey: { [key]: _before, ...others } }) => ({
    byKey: value === undefined ? others : { ...others, [key]: value },
  }))
  changed.add(key)
  if (timer === undefined) timer = setTimeout(() => void write(), WRITTEN_WITHIN_MS)
}

/** All of it. A line or an answer that was typed in this window stays where it stands, and is kept again with its next letter. */
export async function forgetUnsent(): Promise<void> {
  changed.clear()
  useStore.setState({ byKey: {} })
  const store = (await opened)?.transaction(STORE, 'readwrite').objectStore(STORE)
  if (store) await new Promise((resolve) => store.clear().addEventListener('success', resolve))
}

async function write(): Promise<void> {
  timer = undefined
  const keys = [...changed]
  changed.clear()
  const database = await opened
  const store = database?.transaction(STORE, 'readwrite').objectStore(STORE)
  if (!store) return
  for (const key of keys) {
    const typed = unsentNow(key)
    const value = typed === undefined ? undefined : withoutSecrets(typed)
    if (value === undefined) store.delete(key)
    else store.put({ key, value, at: Date.now() } satisfies Entry)
  }
}

/** Undefined where it is forbidden, or broken: then what is typed lives as long as the window. */
const opened = new Promise<IDBDatabase | undefined>((resolve) => {
  if (typeof indexedDB === 'undefined') return resolve(undefined)
  const request = indexedDB.open(DATABASE, 1)
  request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'key' })
  request.onsuccess = () => resolve(request.result)
  request.onerror = () => resolve(undefined)
})

/** Resolves once what an earlier window left is known. What has been typed since counts more. */
export const unsentLoaded: Promise<void> = opened.then(async (database) => {
  if (!database) return
  const entries = await new Promise<readonly Entry[]>((resolve) => {
    const request: IDBRequest<Entry[]> = database.transaction(STORE).objectStore(STORE).getAll()
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => resolve([])
  })
  const fresh = entries.filter(({ at }) => Date.now() - at < KEPT_MS)
  const store = database.transaction(STORE, 'readwrite').objectStore(STORE)
  for (const { key, at } of entries) if (Date.now() - at >= KEPT_MS) store.delete(key)
  const found = Object.fromEntries(fresh.map(({ key, value }) => [key, value]))
  useStore.setState(({ byKey }) => ({ byKey: { ...found, ...byKey } }))
})
