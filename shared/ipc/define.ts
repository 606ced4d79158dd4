/** The three shapes of traffic over the bridge. Contract entries are made with these and nothing else. */
import type { z } from 'zod'

export interface CallDefinition<I extends z.ZodType = z.ZodType, O = unknown> {
  readonly type: 'command' | 'query'
  readonly input: I
  /** Carries the output's type only; main is trusted, so it is not parsed again. */
  readonly output?: O
}

export interface BroadcastDefinition<P = unknown> {
  readonly type: 'broadcast'
  readonly payload?: P
}

/** A request that changes something; may be refused with a CallError. */
export function command<O>() {
  return <I extends z.ZodType>(input: I): CallDefinition<I, O> => ({ type: 'command', input })
}

/** A question without consequences. */
export function query<O>() {
  return <I extends z.ZodType>(input: I): CallDefinition<I, O> => ({ type: 'query', input })
}

/** Something main tells every listener. */
export function broadcast<P>(): BroadcastDefinition<P> {
  return { type: 'broadcast' }
}
