/** The bridge that Electron's preload lays into the page. */

import { CallError, type CallErrorData } from '#shared/ipc/call-error.ts'
import type { Bridge, BroadcastName, CallName } from '#shared/ipc/contract.ts'

export type CallResult =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: CallErrorData }

/** What the preload exposes as `window.slashflow`: refusals come as data, since an Error loses its fields on the way. */
export interface PreloadApi {
  call(name: CallName, input: unknown): Promise<CallResult>
  on(name: BroadcastName, listener: (payload: never) => void): () => void
}

declare global {
  interface Window {
    readonly slashflow?: PreloadApi
  }
}

export function preloadBridge(api: PreloadApi): Bridge {
  return {
    async call(name, input) {
      const result = await api.call(name, input)
      if (!result.ok) throw CallError.from(result.error)
      return result.value as never // main is trusted: the contract types the output, and it is not parsed again
    },
    on: (name, listener) => api.on(name, listener),
  }
}
