import type { Json } from '#shared/json.ts'
import { NodeError } from '../node-error.ts'

/** What is not a NodeError is a bug of a kind or adapter: it fails its node, with the message, and is not tried again. */
export function asNodeError(error: unknown): NodeError {
  if (error instanceof NodeError) return error
  const message = error instanceof Error ? error.message : String(error)
  const detail: Json | undefined =
    error instanceof Error && error.stack ? error.stack.split('\n').slice(0, 6).join('\n') : undefined
  return new NodeError('internal', `Slashflow failed inside: ${message}`, { retryable: false, detail })
}
