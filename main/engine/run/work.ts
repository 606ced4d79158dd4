/**
 * Work in flight: one attempt of one execution. Begins after its intent is stored, ends by itself, by a timeout or by an
 * abort, and always settles exactly once. Everything it holds is named, so that Stop can prove what it reached.
 */
import type { Json } from '#shared/json.ts'
import type { Leaving, WorkContext } from '../kind.ts'
import { NodeError } from '../node-error.ts'
import type { Clock } from '../ports/clock.ts'

export type WorkEnd =
  | { readonly type: 'completed'; readonly leaving: Leaving }
  | { readonly type: 'failed'; readonly error: NodeError }
  /** It ended because it was asked to. */
  | { readonly type: 'aborted' }

export interface HeldResource {
  readonly what: string
  how: string | undefined
}

export interface WorkOptions {
  readonly clock: Clock
  readonly timeoutMs: number | undefined
  readonly title: string
  readonly perform: (signal: AbortSignal, holds: WorkContext['holds']) => Promise<Leaving>
  readonly settled: (end: WorkEnd) => void
}

export class Work {
  readonly held: HeldResource[] = []
  readonly #controller = new AbortController()
  #timedOut = false
  #aborted = false
  #isBegun = false
  #isEnded = false
  #resolveEnded: () => void = () => undefined
  /** Resolves when the work has settled, however. */
  readonly ended = new Promise<void>((resolve) => {
    this.#resolveEnded = resolve
  })

  begin(options: WorkOptions): void {
    const { clock, timeoutMs, title, perform, settled } = options
    this.#isBegun = true
    const settle = (end: WorkEnd) => {
      this.#isEnded = true
      this.#resolveEnded()
      cancelTimer?.()
      settled(end)
    }
    const cancelTimer =
      timeoutMs === undefined
        ? undefined
        : clock.setTimer(clock.now() + timeoutMs, () => {
            this.#timedOut = true
            this.#controller.abort(new Error('timeout'))
          })
    if (this.#aborted) return settle({ type: 'aborted' })
    perform(this.#controller.signal, (what) => this.#hold(what)).then(
      (leaving) => settle(this.#timedOut ? timeoutOf(title, timeoutMs) : { type: 'completed', leaving }),
      (error: unknown) =>
        settle(
          this.#timedOut
            ? timeoutOf(title, timeoutMs)
            : this.#aborted
              ? { type: 'aborted' }
              : { type: 'failed', error: asNodeError(error) },
        ),
    )
  }

  /** Asks the work to end. It answers by settling. */
  abort(): void {
    if (this.#aborted || this.#isEnded) return
    this.#aborted = true
    if (!this.#isBegun) this.#resolveEnded()
    this.#controller.abort(new Error('stopped'))
  }

  #hold(what: string): (how: string) => void {
    const resource: HeldResource = { what, how: undefined }
    this.held.push(resource)
    return (how) => {
      resource.how = how
    }
  }
}

function timeoutOf(title: string, timeoutMs: number | undefined): WorkEnd {
  return {
    type: 'failed',
    error: new NodeError('node.timeout', `${title} did not end within ${(timeoutMs ?? 0) / 1000} s and was ended.`),
  }
}

/** What is not a NodeError is a bug of a kind or adapter: it fails its node, with the message, and is not tried again. */
export function asNodeError(error: unknown): NodeError {
  if (error instanceof NodeError) return error
  const message = error instanceof Error ? error.message : String(error)
  const detail: Json | undefined =
    error instanceof Error && error.stack ? error.stack.split('\n').slice(0, 6).join('\n') : undefined
  return new NodeError('internal', `Slashflow failed inside: ${message}`, { retryable: false, detail })
}
