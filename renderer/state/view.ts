/** What the window shows: tabs, the run and node selected in each, Edit or Run, which panels are open and how large. */
import { create } from 'zustand'
import { keptAtOnce } from './kept-at-once.ts'
import { remember, remembered } from './remembered.ts'

export type Mode = 'edit' | 'run'

/** One open command. `ref` is a document's, or `run:<id>` for a run whose file is gone. */
export interface Tab {
  readonly ref: string
  /** The run shown on the canvas and in the transcript, if any. */
  readonly runId: string | null
  readonly nodeId: string | null
  readonly mode: Mode
}

/** What fills the middle beside commands. */
export const PAGES = ['runs', 'letters', 'metrics'] as const
export type PageName = (typeof PAGES)[number]

export const isPage = (shown: string | null): shown is PageName => PAGES.some((page) => page === shown)

export type PanelName = 'sidebar' | 'inspector' | 'bottom'

export interface View {
  readonly tabs: readonly Tab[]
  /** A tab's `ref`, or a page, or nothing open. */
  readonly shown: string | PageName | null
  readonly pages: readonly PageName[]
  readonly folded: Readonly<Record<PanelName, boolean>>
  /** Pixels, by panel; the inspector has one for each mode. */
  readonly sizes: Readonly<Record<string, number>>
  /** While editing: what stands above the command bar. */
  readonly bottomTab: BottomTab
}

export type BottomTab = 'transcript' | 'problems'

const START: View = {
  tabs: [],
  shown: null,
  pages: [],
  folded: { sidebar: false, inspector: false, bottom: false },
  sizes: {},
  bottomTab: 'transcript',
}

const KEY = 'view'

/** When it was last changed, in epoch ms. */
type Kept = Partial<View> & { readonly at?: number }

const last = remembered<Kept>(KEY, {})
const kept = keptAtOnce<Kept>(KEY)
/** A busy machine takes most of a second until the database answers first; what it has would be overwritten by what is shown instead. */
const PATIENCE_MS = 5_000
/** A database that does not answer keeps no window from being drawn. */
const late = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), PATIENCE_MS))

export const useView = create<View>(() => ({ ...START, ...withoutTime(last) }))

/** Resolves once the window is as it was left, by a kill too: what `localStorage` has may be some seconds older. */
export const viewFound: Promise<void> = Promise.race([kept.found, late]).then((found) => {
  if (found && (found.at ?? 0) > (last.at ?? 0)) useView.setState(withoutTime(found))
  useView.subscribe((view) => {
    const now: Kept = { ...view, at: Date.now() }
    remember(KEY, now)
    kept.keep(now)
  })
})

function withoutTime({ at: _, ...view }: Kept): Partial<View> {
  return view
}

export const RUN_TAB_PREFIX = 'run:'
export const runTabRef = (runId: string): string => RUN_TAB_PREFIX + runId

export function useShownTab(): Tab | undefined {
  return useView(({ tabs, shown }) => tabs.find((tab) => tab.ref === shown))
}

/** A tab's `ref`, or a page. */
export const shownNow = (): string | null => useView.getState().shown

export function shownTab(): Tab | undefined {
  const { tabs, shown } = useView.getState()
  return tabs.find((tab) => tab.ref === shown)
}

/** Shows a command, in the tab it has or in a new one. */
export function openTab(ref: string, change: Partial<Omit<Tab, 'ref'>> = {}): void {
  useView.setState(({ tabs }) => {
    const known = tabs.some((tab) => tab.ref === ref)
    const fresh: Tab = { ref, runId: null, nodeId: null, mode: 'edit', ...change }
    return {
      shown: ref,
      tabs: known ? tabs.map((tab) => (tab.ref === ref ? { ...tab, ...change } : tab)) : [...tabs, fresh],
    }
  })
}

export function closeTab(ref: string): void {
  useView.setState(({ tabs, shown, pages }) => {
    const at = tabs.findIndex((tab) => tab.ref === ref)
    const left = tabs.filter((tab) => tab.ref !== ref)
    const next = left[Math.min(at, left.length - 1)]?.ref ?? pages.at(-1) ?? null
    return { tabs: left, shown: shown === ref ? next : shown }
  })
}

/** A document got another ref by being saved (a bundled command becomes the user's own). */
export function renameTab(ref: string, next: string): void {
  if (ref === next) return
  useView.setState(({ tabs, shown }) => ({
    tabs: tabs.filter((tab) => tab.ref !== next).map((tab) => (tab.ref === ref ? { ...tab, ref: next } : tab)),
    shown: shown === ref ? next : shown,
  }))
}

export function changeTab(ref: string, change: Partial<Omit<Tab, 'ref'>>): void {
  useView.setState(({ tabs }) => ({ tabs: tabs.map((tab) => (tab.ref === ref ? { ...tab, ...change } : tab)) }))
}

/** Selects a node in the shown tab; null selects none. */
export function selectNode(nodeId: string | null): void {
  const tab = shownTab()
  if (tab && tab.nodeId !== nodeId) changeTab(tab.ref, { nodeId })
}

export function setMode(mode: Mode): void {
  const tab = shownTab()
  if (tab) changeTab(tab.ref, { mode })
}

export function showTab(shown: string): void {
  useView.setState(({ pages }) => ({
    shown,
    ...(isPage(shown) && !pages.includes(shown) && { pages: [...pages, shown] }),
  }))
}

/** A page or the tab of a command, by what `shown` calls it. */
export function close(ref: string): void {
  if (isPage(ref)) closePage(ref)
  else closeTab(ref)
}

export function closePage(page: PageName): void {
  useView.setState(({ tabs, shown, pages }) => {
    const left = pages.filter((each) => each !== page)
    return { pages: left, shown: shown === page ? (tabs.at(-1)?.ref ?? left.at(-1) ?? null) : shown }
  })
}

export function setBottomTab(bottomTab: BottomTab): void {
  useView.setState({ bottomTab })
}

export function showProblems(): void {
  setBottomTab('problems')
  foldPanel('bottom', false)
}

export function foldPanel(panel: PanelName, folded?: boolean): void {
  useView.setState((view) => ({ folded: { ...view.folded, [panel]: folded ?? !view.folded[panel] } }))
}

export function setPanelSize(name: string, size: number): void {
  useView.setState((view) => ({ sizes: { ...view.sizes, [name]: Math.round(size) } }))
}
