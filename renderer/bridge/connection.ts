/** Whether the other side of the bridge is there. In Electron it always is; a browser can lose it and find it again. */
import { create } from 'zustand'

export type Connection =
  | { readonly status: 'connecting' }
  | { readonly status: 'open' }
  /** Lost after it was open; tried again at `retryAt` (epoch ms). */
  | { readonly status: 'lost'; readonly retryAt: number }
  /** The token is missing or was refused: trying again would not help. `wasOpen`: the host was started anew since. */
  | { readonly status: 'refused'; readonly wasOpen: boolean }

export const useConnection = create<Connection>(() => ({ status: 'connecting' }))

type Resync = () => void
const resyncs = new Set<Resync>()

/** Called after a lost connection is open again, by a new token too: whatever was kept may be old by now. */
export function onReconnected(resync: Resync): () => void {
  resyncs.add(resync)
  return () => resyncs.delete(resync)
}

export function setConnection(next: Connection): void {
  const before = useConnection.getState()
  useConnection.setState(next, true)
  if (next.status === 'open' && before.status !== 'connecting') for (const resync of resyncs) resync()
}
