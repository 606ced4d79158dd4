/** Which item of a container a person looks at, by run. Without a choice the canvas follows what needs a person or runs. */
import { create } from 'zustand'
import { choicesOf } from '../canvas/model/items.ts'
import type { PickedItems } from '../canvas/model/shown-items.ts'

interface Picks {
  readonly byRun: Readonly<Record<string, PickedItems>>
}

const NONE: PickedItems = new Map()

export const usePicks = create<Picks>(() => ({ byRun: {} }))

export function usePickedItems(runId: string | null): PickedItems {
  return usePicks(({ byRun }) => (runId === null ? NONE : (byRun[runId] ?? NONE)))
}

/** `key` is the container's execution, such as `all` or `all[2]/inner`; null follows again. */
export function pickItem(runId: string, key: string, index: number | null): void {
  change(runId, (picked) => {
    if (index === null) picked.delete(key)
    else picked.set(key, index)
  })
}

/** Shows one execution, however deep it stands: `all[2]/inner[0]`. */
export function pickPath(runId: string, path: string): void {
  if (path === '') return
  change(runId, (picked) => {
    for (const [key, index] of choicesOf(path)) picked.set(key, index)
  })
}

function change(runId: string, edit: (picked: Map<string, number>) => void): void {
  usePicks.setState(({ byRun }) => {
    const picked = new Map(byRun[runId] ?? NONE)
    edit(picked)
    return { byRun: { ...byRun, [runId]: picked } }
  })
}
