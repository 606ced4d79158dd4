/** What every node and edge of one canvas shares. Changes of it redraw them all, so it holds only what changes rarely. */
import { createContext, useContext } from 'react'
import { activationKey, type NodeState } from '#shared/state/run-state.ts'
import type { Filling } from './flow/filling.ts'

/** From 60 % of zoom the whole face, from 30 % title and mark, below that a box. */
export type Detail = 'full' | 'title' | 'box'

export interface CanvasScope {
  readonly documentRef: string
  /** The run on the canvas; null while editing. */
  readonly runId: string | null
  readonly editable: boolean
  readonly detail: Detail
  readonly filling: Filling
  /** Tells that an attempt of a node has brought its first text, ahead of the log. */
  reportLive(key: string): void
  /** Tells how much room a card needs, or null where it went away. */
  reportCard(nodeId: string, height: number | null): void
  /** Brings a node wholly into sight. */
  reveal(nodeId: string): void
  openInInspector(nodeId: string): void
}

export const CanvasContext = createContext<CanvasScope | null>(null)

export function useCanvas(): CanvasScope {
  const scope = useContext(CanvasContext)
  if (!scope) throw new Error('A node is drawn outside of a canvas')
  return scope
}

export function detailAt(zoom: number): Detail {
  if (zoom >= 0.6) return 'full'
  return zoom >= 0.3 ? 'title' : 'box'
}

export const liveKey = ({
  path,
  nodeId,
  iteration,
  attempt,
}: Pick<NodeState, 'path' | 'nodeId' | 'iteration' | 'attempt'>): string =>
  `${activationKey(path, nodeId, iteration)}/${attempt}`
