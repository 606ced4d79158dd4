/** Tabs that were closed, newest last, for as long as the window lives. */
import { openTab, type Tab, useView } from './view.ts'
import { useWorkflows } from './workflows.ts'

const MOST_CLOSED = 20

let closed: readonly Tab[] = []

useView.subscribe(({ tabs }, before) => {
  if (tabs === before.tabs) return
  const open = new Set(tabs.map(({ ref }) => ref))
  const gone = before.tabs.filter(({ ref }) => !open.has(ref))
  closed = [...closed.filter(({ ref }) => !open.has(ref)), ...gone].slice(-MOST_CLOSED)
})

/** The one that was closed last of those whose file is still there. */
export function lastClosed(): Tab | undefined {
  const refs = new Set(useWorkflows.getState().list.map(({ ref }) => ref))
  return closed.findLast(({ ref }) => refs.has(ref))
}

/** As it was: with its run and its selected node. */
export function reopenTab(): void {
  const tab = lastClosed()
  if (tab) openTab(tab.ref, tab)
}
