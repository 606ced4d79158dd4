/** What is searched for on the canvas, as long as the bar is open. */
import { create } from 'zustand'
import type { Query } from '../edit/search.ts'

interface Search {
  readonly open: boolean
  readonly query: Query
  readonly replacement: string
  /** The row to replace in is open. */
  readonly replacing: boolean
  /** Nodes in which something was found. */
  readonly hits: ReadonlySet<string>
  /** Counts each time it is asked for, so that the field takes the caret again. */
  readonly asked: number
}

const NO_HITS: ReadonlySet<string> = new Set()

export const useSearch = create<Search>(() => ({
  open: false,
  query: { text: '', matchCase: false, wholeWord: false, regex: false },
  replacement: '',
  replacing: false,
  hits: NO_HITS,
  asked: 0,
}))

export const openSearch = (replacing = false): void =>
  useSearch.setState((search) => ({ open: true, replacing: replacing || search.replacing, asked: search.asked + 1 }))

export const searchIsOpen = (): boolean => useSearch.getState().open

export const closeSearch = (): void => useSearch.setState({ open: false, hits: NO_HITS })

export const setQuery = (part: Partial<Query>): void =>
  useSearch.setState(({ query }) => ({ query: { ...query, ...part } }))

export const setReplacement = (replacement: string): void => useSearch.setState({ replacement })

export function setHits(hits: ReadonlySet<string>): void {
  const before = useSearch.getState().hits
  if (before.size !== hits.size || [...hits].some((id) => !before.has(id))) useSearch.setState({ hits })
}
