/** Sends a person's answer. What is refused is told on the card, since that is where it was given. */
import type { CallInput } from '#shared/ipc/contract.ts'
import { bridge, errorSentence } from '../../bridge/bridge.ts'
import type { Draft } from './drafts.ts'

type Change = (part: Partial<Draft>) => void

export async function sendDecision(input: CallInput<'approval.decide'>, change: Change): Promise<void> {
  await send(() => bridge.call('approval.decide', input), change)
}

export async function sendAnswer(input: CallInput<'input.answer'>, change: Change): Promise<void> {
  await send(() => bridge.call('input.answer', input), change)
}

async function send(call: () => Promise<unknown>, change: Change): Promise<void> {
  change({ sending: true, error: '' })
  try {
    await call()
  } catch (error) {
    change({ sending: false, error: errorSentence(error) })
  }
}
