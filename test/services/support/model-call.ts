/** One call of a model with everything it told on the way. */
import type { NodeError } from '#main/engine/node-error.ts'
import type { ModelAnswer, ModelPort, ModelRequest } from '#main/engine/ports/model.ts'

export interface Call {
  readonly text: () => string
  readonly notices: readonly string[]
  readonly answer: Promise<ModelAnswer>
  readonly abort: AbortController
  /** Resolves once this much text has come. */
  heard(text: string): Promise<void>
}

export function call(port: Pick<ModelPort, 'stream'>, prompt: string, more: Partial<ModelRequest> = {}): Call {
  const abort = new AbortController()
  const notices: string[] = []
  const waiting: { readonly text: string; readonly resolve: () => void }[] = []
  let text = ''
  const answer = port.stream(
    { model: '', messages: [{ role: 'user', content: prompt }], ...more },
    {
      text: (piece) => {
        text += piece
        for (const entry of waiting) if (text.includes(entry.text)) entry.resolve()
      },
      notice: (code) => notices.push(code),
    },
    abort.signal,
  )
  answer.catch(() => {}) // looked at later
  const heard = (wanted: string): Promise<void> =>
    text.includes(wanted) ? Promise.resolve() : new Promise((resolve) => waiting.push({ text: wanted, resolve }))
  return { text: () => text, notices, answer, abort, heard }
}

/** The NodeError that a promise rejects with, as plain data. */
export async function failure(
  promise: Promise<unknown>,
): Promise<Pick<NodeError, 'code' | 'message' | 'retryable' | 'retryAfterMs'>> {
  try {
    await promise
  } catch (error) {
    if (error instanceof Error && 'code' in error) {
      const { code, message, retryable, retryAfterMs } = error as NodeError // told apart by the assertion on the code
      return { code, message, retryable, retryAfterMs }
    }
    throw error
  }
  throw new Error('It did not fail')
}
