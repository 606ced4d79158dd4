/** The rows of a tree, what is open in it, and the keys that walk it: up and down, right opens, left closes. */
import { type KeyboardEvent, useMemo, useState } from 'react'
import { toast } from 'sonner'
import { errorSentence } from '../../bridge/bridge.ts'
import { readWhole, wholeNow } from '../scope/blob-values.ts'
import type { Known, Step } from '../scope/known.ts'
import { type TreeRow, treeRows } from './tree-rows.ts'

export interface ValueTree {
  readonly rows: readonly TreeRow[]
  readonly active: TreeRow | undefined
  toggle(row: TreeRow): void
  /** Returns whether the key was one of the tree's. */
  hear(event: KeyboardEvent): boolean
}

export interface ValueTreeOptions {
  readonly root: Known | undefined
  readonly query: string
  readonly base?: readonly Step[]
  /** Keys that are open at first. */
  readonly open?: readonly string[]
}

const NOT_KNOWN: Known = { shape: { type: 'object' }, value: undefined }
const NO_BASE: readonly Step[] = []

export function useValueTree({
  root = NOT_KNOWN,
  query,
  base = NO_BASE,
  open: first = [],
}: ValueTreeOptions): ValueTree {
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set(first))
  const [activeKey, setActiveKey] = useState<string>()
  const rows = useMemo(() => treeRows({ root, open, query, whole: wholeNow, base }), [root, open, query, base])
  const at = Math.max(
    0,
    rows.findIndex(({ key }) => key === activeKey),
  )
  const active = rows[at]
  const set = (key: string, on: boolean) => {
    const next = new Set(open)
    if (on) next.add(key)
    else next.delete(key)
    setOpen(next)
  }
  const toggle = (row: TreeRow) => {
    if (!row.blob) return set(row.key, !row.expanded)
    readWhole(row.blob).then(
      () => set(row.key, true),
      (error: unknown) => toast.error(errorSentence(error)),
    )
  }
  const keys: Readonly<Record<string, () => void>> = {
    ArrowDown: () => setActiveKey(rows[Math.min(rows.length - 1, at + 1)]?.key),
    ArrowUp: () => setActiveKey(rows[Math.max(0, at - 1)]?.key),
    ArrowRight: () => active?.expandable && !active.expanded && toggle(active),
    ArrowLeft: () => {
      if (active?.expanded) return toggle(active)
      setActiveKey(rows.slice(0, at).findLast(({ depth }) => depth < (active?.depth ?? 0))?.key ?? active?.key)
    },
  }
  return {
    rows,
    active,
    toggle,
    hear(event) {
      const deed = keys[event.key]
      // In the search field, left and right belong to its caret while it holds a text.
      if (!deed || (query !== '' && event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return false
      event.preventDefault()
      deed()
      return true
    },
  }
}
