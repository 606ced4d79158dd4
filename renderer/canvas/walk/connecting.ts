/** An edge that is being drawn by the keyboard: where it begins, until its end is chosen. */
import { create } from 'zustand'
import { onRenamed } from '../../state/document/renamed.ts'

export interface Connecting {
  readonly documentRef: string
  readonly from: string
  /** The port it leaves by, of all that it could. */
  readonly port: string
  readonly ports: readonly string[]
  /** Why it could not end at the node that was chosen last. */
  readonly refused?: { readonly at: string; readonly why: string }
}

export const useConnecting = create<{ readonly connecting: Connecting | null }>(() => ({ connecting: null }))

/** On the canvas of this document. */
export function connectingOn(documentRef: string | undefined): Connecting | null {
  const { connecting } = useConnecting.getState()
  return connecting?.documentRef === documentRef ? connecting : null
}

export const setConnecting = (connecting: Connecting | null): void => useConnecting.setState({ connecting })

onRenamed((from, to) => {
  const connecting = connectingOn(from)
  if (connecting) setConnecting({ ...connecting, documentRef: to })
})

export function nextConnectingPort(): void {
  const { connecting } = useConnecting.getState()
  if (!connecting) return
  const at = connecting.ports.indexOf(connecting.port)
  const { refused: _, ...going } = connecting
  setConnecting({ ...going, port: connecting.ports[(at + 1) % connecting.ports.length] ?? connecting.port })
}
