/** The node that the expression under the caret names, and the node whose field the caret is in. */
import { create } from 'zustand'

export interface NamedNode {
  readonly from: string
  readonly to: string
}

export const useNamedNode = create<{ readonly named: NamedNode | null }>(() => ({ named: null }))

export function nameNode(named: NamedNode | null): void {
  const before = useNamedNode.getState().named
  if (before?.from !== named?.from || before?.to !== named?.to) useNamedNode.setState({ named })
}
