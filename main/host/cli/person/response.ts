/** What is said to an open question. */

import type { Bridge } from '#shared/ipc/contract.ts'
import type { Json } from '#shared/json.ts'
import type { Wait } from '#shared/state/run-state.ts'

export type Response =
  | {
      readonly type: 'approval'
      readonly decision: 'approved' | 'rejected'
      readonly value?: Json
      readonly feedback?: string
    }
  | { readonly type: 'input'; readonly values: Readonly<Record<string, Json>> }
  /** The person would rather stop the run. */
  | { readonly type: 'stop' }

/** Undefined: nothing to say to this one. Aborted once somebody else has answered. */
export type Responder = (wait: Wait, signal: AbortSignal) => Promise<Response | undefined>

/** Rejects with a CallError where the answer is not taken: the question may still be open. */
export async function sendResponse(bridge: Bridge, runId: string, wait: Wait, response: Response): Promise<void> {
  switch (response.type) {
    case 'approval': {
      const { type: _type, ...decision } = response
      await bridge.call('approval.decide', { runId, approvalId: wait.id, ...decision })
      return
    }
    case 'input':
      await bridge.call('input.answer', { runId, inputId: wait.id, values: { ...response.values } })
      return
    case 'stop':
      await bridge.call('run.stop', { runId })
  }
}
