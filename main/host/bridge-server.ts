/**
 * The receiving end of the bridge, shared by the Electron window and the web host.
 *
 *   S1. Nothing is called that the contract does not list, and nothing with an input the contract does not accept.
 *   S2. An expected refusal crosses as its code and sentence. Anything else crosses as `internal`: the stack stays in the log.
 */
import { z } from 'zod'
import { CallError, type CallErrorData } from '#shared/ipc/call-error.ts'
import {
  BROADCAST_NAMES,
  type Bridge,
  type BroadcastName,
  CALL_NAMES,
  type CallInput,
  type CallName,
  contract,
} from '#shared/ipc/contract.ts'

export type CallReply =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: CallErrorData }

export type LogLine = (line: string) => void

const names: ReadonlySet<string> = new Set(CALL_NAMES)

const isCallName = (name: unknown): name is CallName => typeof name === 'string' && names.has(name)

/** Never rejects. `name` and `input` come from outside and are not trusted. */
export async function answerCall(bridge: Bridge, name: unknown, input: unknown, log: LogLine): Promise<CallReply> {
  if (!isCallName(name)) return refused('call.unknown', `There is no call named ${shown(name)}`)
  const parsed = contract[name].input.safeParse(input ?? {})
  if (!parsed.success)
    return refused('call.bad-input', `The input of ${name} was refused: ${z.prettifyError(parsed.error)}`)
  try {
    // Parsed by the entry of that very name, which TypeScript cannot follow through the union of names.
    const value = await bridge.call(name, parsed.data as CallInput<typeof name>)
    return { ok: true, value: value ?? null }
  } catch (error) {
    if (error instanceof CallError) return { ok: false, error: error.toData() }
    log(`${name} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
    return refused('internal', `${name} failed unexpectedly: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** Hands every broadcast on, by name, until the returned function is called. */
export function relayBroadcasts(bridge: Bridge, send: (name: BroadcastName, payload: unknown) => void): () => void {
  const subscriptions = BROADCAST_NAMES.map((name) => bridge.on(name, (payload) => send(name, payload)))
  return () => {
    for (const unsubscribe of subscriptions) unsubscribe()
  }
}

function refused(code: string, message: string): CallReply {
  return { ok: false, error: { code, message } }
}

function shown(name: unknown): string {
  return typeof name === 'string' ? `"${name.slice(0, 80)}"` : `a ${typeof name}`
}
