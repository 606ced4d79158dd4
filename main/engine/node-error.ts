/** An expected failure of a node: what happens next depends on its class, not on its text. */
import type { FailureData } from '#shared/events/node-events.ts'
import type { Json } from '#shared/json.ts'
import { clipped } from './clipped.ts'

const LONGEST_MESSAGE = 4_000

export interface NodeErrorOptions {
  /** Whether another attempt may help. Default true. */
  readonly retryable?: boolean
  /** What a provider asked for (`Retry-After`), in milliseconds from now. */
  readonly retryAfterMs?: number
  readonly detail?: Json
}

export class NodeError extends Error {
  override readonly name = 'NodeError'
  /** Dotted and stable: `process.exit`, `model.unauthorized`, `file.outside-workspace`. */
  readonly code: string
  readonly retryable: boolean
  readonly retryAfterMs: number | undefined
  readonly detail: Json | undefined

  constructor(code: string, message: string, options: NodeErrorOptions = {}) {
    super(clipped(message, LONGEST_MESSAGE))
    this.code = code
    this.retryable = options.retryable ?? true
    this.retryAfterMs = options.retryAfterMs
    this.detail = options.detail
  }
}

interface Failure {
  readonly code: string
  readonly message: string
  readonly retryable?: boolean | undefined
}

/** As events tell it: `retryable` only where trying again could not help. */
export function failureData({ code, message, retryable }: Failure): FailureData {
  return { code, message, ...(retryable === false && { retryable }) }
}

/** The error again that `failureData` has told. */
export function errorOfFailure({ code, message, retryable = true }: Failure): NodeError {
  return new NodeError(code, message, { retryable })
}
