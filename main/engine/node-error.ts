/** An expected failure of a node: what happens next depends on its class, not on its text. */
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
