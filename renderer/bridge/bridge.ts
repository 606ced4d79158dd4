/** The renderer's one way to main. Everything it can ask is in `shared/ipc/contract.ts`. */
import { CallError } from '#shared/ipc/call-error.ts'
import type { Bridge } from '#shared/ipc/contract.ts'
import { setConnection } from './connection.ts'
import { preloadBridge } from './preload-bridge.ts'
import { webBridge } from './web-bridge.ts'

function openBridge(): Bridge {
  if (!window.slashflow) return webBridge()
  setConnection({ status: 'open' })
  return preloadBridge(window.slashflow)
}

/** In Electron; a browser has no menu of ours. */
export const hasSystemMenu = window.slashflow !== undefined

export const bridge: Bridge = openBridge()

/** The sentence of a refusal; of anything else, what is known, since that is a bug. */
export function errorSentence(error: unknown): string {
  if (error instanceof CallError) return error.message
  return error instanceof Error
    ? `Something went wrong inside Slashflow: ${error.message}`
    : 'Something went wrong inside Slashflow.'
}
