/** Where runs of a command stop. Kept by this window for each command; a run is told at its start and at every change. */
import { create } from 'zustand'
import { remember, remembered } from './remembered.ts'

interface Breakpoints {
  readonly byRef: Readonly<Record<string, ReadonlySet<string>>>
}

const NONE: ReadonlySet<string> = new Set()

const useStore = create<Breakpoints>(() => ({ byRef: {} }))

export function useBreakpoints(ref: string): ReadonlySet<string> {
  const known = useStore(({ byRef }) => byRef[ref])
  return known ?? breakpointsNow(ref)
}

export function breakpointsNow(ref: string): ReadonlySet<string> {
  const known = useStore.getState().byRef[ref]
  if (known) return known
  const kept = remembered<readonly string[]>(keyOf(ref), [])
  if (kept.length === 0) return NONE
  const read: ReadonlySet<string> = readOnce.get(ref) ?? new Set(kept)
  readOnce.set(ref, read)
  return read
}

/** What was read from memory, so that asking twice gives the same set. */
const readOnce = new Map<string, ReadonlySet<string>>()

/** Sets or takes away the breakpoints of nodes; returns what there is then. */
export function setBreakpoints(ref: string, nodeIds: Iterable<string>, on: boolean): ReadonlySet<string> {
  const next = new Set(breakpointsNow(ref))
  for (const id of nodeIds) {
    if (on) next.add(id)
    else next.delete(id)
  }
  return put(ref, next)
}

/** A node's breakpoint follows its id. */
export function renameBreakpoint(ref: string, from: string, to: string): void {
  const before = breakpointsNow(ref)
  if (before.has(from)) put(ref, new Set([...before].map((id) => (id === from ? to : id))))
}

/** A bundled command that was saved is another file; its breakpoints go along. */
export function moveBreakpoints(from: string, to: string): void {
  if (from !== to && breakpointsNow(from).size > 0) put(to, breakpointsNow(from))
}

function put(ref: string, next: ReadonlySet<string>): ReadonlySet<string> {
  remember(keyOf(ref), next.size === 0 ? undefined : [...next])
  useStore.setState(({ byRef }) => ({ byRef: { ...byRef, [ref]: next } }))
  return next
}

const keyOf = (ref: string): string => `breakpoints:${ref}`
