/** A language model, streamed. One call is one request to the server; retries are the engine's. */
import type { Json } from '#shared/json.ts'

export interface ModelMessage {
  readonly role: 'system' | 'user' | 'assistant'
  readonly content: string
}

export interface ModelRequest {
  /** Empty: the configured one. */
  readonly model: string
  readonly messages: readonly ModelMessage[]
  readonly temperature?: number
  /** JSON Schema of the answer; the port falls back to asking for it in words where the server refuses the field. */
  readonly schema?: { readonly name: string; readonly schema: Json }
}

export interface ModelUsage {
  readonly inputTokens: number
  readonly outputTokens: number
}

export interface ModelAnswer {
  readonly text: string
  /** The model that answered, as the server names it. */
  readonly model: string
  readonly finishReason: string
  /** Absent where the server did not say. */
  readonly usage?: ModelUsage
  /** True where the built-in demo model answered. */
  readonly demo: boolean
}

export interface ModelCallbacks {
  /** Text as it arrives. */
  text(piece: string): void
  /** A visible remark that is not an error (`model.schema-refused`, `model.demo`, `model.cut` …). */
  notice(code: string, message: string): void
}

export interface ModelPort {
  /**
   * Throws NodeError: `model.unreachable`, `model.unauthorized` (not retryable), `model.forbidden`, `model.not-found`, `model.bad-request`,
   * `model.rate-limited` (with retryAfterMs), `model.server-error`, `model.malformed`, `model.cut-off`, `model.stalled`.
   * Rejects with the signal's reason once aborted.
   */
  stream(request: ModelRequest, callbacks: ModelCallbacks, signal: AbortSignal): Promise<ModelAnswer>
  /** Tokens the named model takes (empty: the configured one). */
  contextTokens(model: string): Promise<number>
}
