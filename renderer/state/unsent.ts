/**
 * What a person has typed and not sent yet: a line, the arguments of a call, an answer, a name. It is in no file and no log,
 * and would go with the window. Kept in the browser's database.
 *
 *   N1. What is a secret by its name is not kept there: such a field lives as long as the window.
 *   N2. The settings say what is kept, where and how long, and forget it.
 */
import { create } from 'zustand'
import type { Json } from '#shared/json.ts'
import { BrowserStore } from './browser-store.ts'
import { withoutSecrets } from './secret-names.ts'

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

const kept = new BrowserStore({ database: 'slashflow', store: 'unsent', keyPath: 'key' })

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
  await kept.ask('readwrite', (store) => store.clear())
}

async function write(): Promise<void> {
  timer = undefined
  const keys = [...changed]
  changed.clear()
  const answers = await Promise.all(keys.map(writeOne))
  // Once more with what is typed next.
  for (const [index, answer] of answers.entries()) if (!answer) changed.add(keys[index] ?? '')
}

/** A window that goes away waits for no pause. */
globalThis.addEventListener?.('pagehide', () => {
  if (timer === undefined) return
  clearTimeout(timer)
  void write()
})

/** Resolves with undefined where it failed. */
function writeOne(key: string): Promise<unknown> {
  const typed = unsentNow(key)
  const value = typed === undefined ? undefined : withoutSecrets(typed)
  if (value === undefined) return kept.ask('readwrite', (store) => store.delete(key))
  return kept.ask('readwrite', (store) => store.put({ key, value, at: Date.now() } satisfies Entry))
}

/** Resolves once what an earlier window left is known. What has been typed since counts more. */
export const unsentLoaded: Promise<void> = kept
  .ask<Entry[]>('readonly', (store) => store.getAll())
  .then((answer) => {
    const found: Record<string, Json> = {}
    for (const { key, value, at } of answer?.result ?? []) {
      // An earlier build kept secrets too (N1).
      const without = Date.now() - at < KEPT_MS ? withoutSecrets(value) : undefined
      if (without === undefined) void kept.ask('readwrite', (store) => store.delete(key))
      else found[key] = without
    }
    useStore.setState(({ byKey }) => ({ byKey: { ...found, ...byKey } }))
  })
