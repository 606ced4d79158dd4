/** For a person who goes to a node, from a list or a text: it comes into sight also where it is selected already. */
import { selectNode, shownTab } from './view.ts'

export interface GoneTo {
  readonly ref: string
  readonly nodeId: string
}

type Hear = (gone: GoneTo) => void

const heard = new Set<Hear>()

export function goToNode(nodeId: string): void {
  const tab = shownTab()
  selectNode(nodeId)
  if (tab?.nodeId === nodeId) for (const hear of heard) hear({ ref: tab.ref, nodeId })
}

/** Hears of a node that is selected already: that another one is, the view tells. */
export function onGoneToAgain(hear: Hear): () => void {
  heard.add(hear)
  return () => heard.delete(hear)
}
