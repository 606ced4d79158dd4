/**
 * Everything that crosses the bridge. What is not here does not exist: the Electron preload, the web host, the command
 * line and the renderer are all derived from this object. Inputs are parsed with Zod by the side that receives them.
 */
import type { z } from 'zod'
import { answerCalls } from './calls/answer-calls.ts'
import { appCalls } from './calls/app-calls.ts'
import { draftCalls } from './calls/draft-calls.ts'
import { runCalls } from './calls/run-calls.ts'
import { workflowCalls } from './calls/workflow-calls.ts'

export const contract = { ...appCalls, ...workflowCalls, ...draftCalls, ...runCalls, ...answerCalls } as const

type Contract = typeof contract
export type CallName = { [N in keyof Contract]: Contract[N]['type'] extends 'broadcast' ? never : N }[keyof Contract]
export type BroadcastName = Exclude<keyof Contract, CallName>
/** As the caller writes it: defaults may be left out. */
export type CallInput<N extends CallName> = Contract[N] extends { input: infer I extends z.ZodType }
  ? z.input<I>
  : never
/** As the callee gets it. */
export type ParsedInput<N extends CallName> = Contract[N] extends { input: infer I extends z.ZodType }
  ? z.output<I>
  : never
export type CallOutput<N extends CallName> = Contract[N] extends { output?: infer O } ? Exclude<O, undefined> : never
export type BroadcastPayload<N extends BroadcastName> = Contract[N] extends { payload?: infer P }
  ? Exclude<P, undefined>
  : never

export const CALL_NAMES = Object.entries(contract).flatMap(([name, entry]) =>
  entry.type === 'broadcast' ? [] : [name as CallName],
) // entries() widens keys
export const BROADCAST_NAMES = Object.entries(contract).flatMap(([name, entry]) =>
  entry.type === 'broadcast' ? [name as BroadcastName] : [],
)

/** How main answers them. */
export type Handlers = { readonly [N in CallName]: (input: ParsedInput<N>) => Promise<CallOutput<N>> | CallOutput<N> }

/** How any home talks to main: Electron's preload, the web socket and the command line each supply one. */
export interface Bridge {
  /** Rejects with a CallError for an expected refusal. */
  call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>>
  /** The listener hears payloads in order until the returned function is called. */
  on<N extends BroadcastName>(name: N, listener: (payload: BroadcastPayload<N>) => void): () => void
}
