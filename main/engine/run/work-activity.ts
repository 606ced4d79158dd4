/**
 * One attempt of work: a model call, a program, a file. It is at once what the kind is given for it.
 *
 *   A1. An effect begins when its intent is stored; other work at once, for a recovery runs it again (DESIGN 4.9).
 *   A2. It ends by itself, by a timeout or by an abort, and settles exactly once.
 *   A3. Everything it holds is named, so that Stop can prove what it reached.
 */
import type { ReceiptEntry } from '#shared/events/run-events.ts'
import { clipped } from '../clipped.ts'
import type { Adapters, Leaving, WorkContext } from '../kind.ts'
import { NodeError } from '../node-error.ts'
import type { Activity } from './activity.ts'
import { asNodeError } from './as-node-error.ts'
import type { Execution } from './execution.ts'
import { type Streamer, streamerOf } from './streamer.ts'
import { ranOutOfTime } from './time-limit.ts'

const LONGEST_TEXT = 4_000 // Of a command line or a notification in an event.

interface HeldResource {
  readonly what: string
  how: string | undefined
}

export class WorkActivity implements Activity, WorkContext {
  readonly #execution: Execution
  readonly attempt: number
  #streamer: Streamer | undefined
  #held: HeldResource[] | undefined
  /** Made when somebody listens: most work ends before anybody would end it. */
  #controller: AbortController | undefined
  #cancelTimer: (() => void) | undefined
  #timedOut = false
  #aborted = false
  #isBegun = false
  #isEnded = false
  /** How its work has ended; nothing where it did not begin. */
  #end: Leaving | NodeError | undefined
  #whenEnded: (() => void)[] | undefined

  constructor(execution: Execution) {
    this.#execution = execution
    this.attempt = execution.attempt
  }

  // As an activity.

  begin(): void {
    const { run, given } = this.#execution
    if (given.isEffect || run.isBusy) this.#performStored()
    else run.afterStep(this)
  }

  #performStored(): void {
    this.#execution.run.afterCommit(() => this.#perform())
  }

  /** Its work begins, or has ended. */
  proceed(): void {
    if (this.#isEnded) this.#settled()
    else this.#perform()
  }

  /** Work does not outlive its process: it is asked for again by the execution. */
  restore(): void {
    throw new Error(`${this.#execution.node.id}: work is never restored in the middle`)
  }

  #perform(): void {
    const { node, input } = this.#execution
    const { behaviour } = node.kind
    if (behaviour.family !== 'work') throw new Error(`${node.id} has no work`)
    this.#isBegun = true
    if (this.#aborted) return this.#settle(undefined)
    if (node.timeoutMs !== undefined) this.#armTimeout(node.timeoutMs)
    try {
      behaviour.perform(input, this).then(
        (leaving) => this.#settle(leaving),
        (error: unknown) => this.#settle(asNodeError(error)),
      )
    } catch (error) {
      this.#settle(asNodeError(error))
    }
  }

  /** It does not outlive its process, so a clock that is set meanwhile does not count. */
  #armTimeout(timeoutMs: number): void {
    const { clock } = this.#execution.run
    const end = clock.monotonic() + timeoutMs
    const look = () => {
      const left = end - clock.monotonic()
      if (left <= 0) return this.#timeOut()
      this.#cancelTimer = clock.setTimer(clock.now() + left, look)
    }
    look()
  }

  #timeOut(): void {
    this.#timedOut = true
    this.#controller?.abort(this.#reason)
  }

  #settle(end: Leaving | NodeError | undefined): void {
    this.#isEnded = true
    this.#cancelTimer?.()
    if (this.#whenEnded) for (const resolve of this.#whenEnded) resolve()
    this.#end = end
    this.#execution.run.step(this.#execution, this)
  }

  #settled(): void {
    const execution = this.#execution
    const end = this.#end
    this.#streamer?.flush()
    execution.resources.freePlace()
    if (this.#timedOut) execution.send({ type: 'failed', error: ranOutOfTime(execution.node) })
    else if (end instanceof NodeError) {
      // It ended because it was asked to.
      if (!this.#aborted) execution.send({ type: 'failed', error: end })
    } else if (end) execution.send({ type: 'completed', leaving: end })
    // A machine that asked for the abort, or one whose work ended before it could: both are quiet now.
    if (this.#aborted) execution.send({ type: 'settled' })
  }

  abort(): void {
    if (this.#isEnded) return this.#execution.send({ type: 'settled' })
    if (this.#aborted) return
    this.#aborted = true
    this.#controller?.abort(this.#reason)
  }

  release(): Promise<void> {
    this.abort()
    if (this.#isEnded || !this.#isBegun) return Promise.resolve()
    return new Promise((resolve) => {
      this.#whenEnded ??= []
      this.#whenEnded.push(resolve)
    })
  }

  receipt(ms: number): readonly ReceiptEntry[] {
    const { node } = this.#execution
    if (!this.#held) return [{ what: node.title, how: 'ended', ms, nodeId: node.id }]
    return this.#held.map(({ what, how }) => ({ what, how: how ?? 'ended', ms, nodeId: node.id }))
  }

  // As what the kind is given. Its functions stand alone, so that a kind may take them out of the context.

  get runId(): string {
    return this.#execution.run.runId
  }
  get nodeId(): string {
    return this.#execution.node.id
  }
  get workflow(): string {
    return this.#execution.run.state.workflow
  }
  get args(): WorkContext['args'] {
    return this.#execution.run.args
  }
  get deliveryKey(): string {
    return `${this.#execution.run.runId}/${this.#execution.key}`
  }
  get workspace(): string {
    return this.#execution.run.workspace
  }
  get adapters(): Adapters {
    return this.#execution.run.adapters
  }

  get signal(): AbortSignal {
    if (!this.#controller) {
      this.#controller = new AbortController()
      if (this.#aborted || this.#timedOut) this.#controller.abort(this.#reason)
    }
    return this.#controller.signal
  }

  get #reason(): Error {
    return new Error(this.#timedOut ? 'timeout' : 'stopped')
  }

  get holds(): WorkContext['holds'] {
    return (what) => {
      const resource: HeldResource = { what, how: undefined }
      this.#held ??= []
      this.#held.push(resource)
      return (how) => {
        resource.how = how
      }
    }
  }

  get stream(): WorkContext['stream'] {
    this.#streamer ??= streamerOf(this.#execution)
    return this.#streamer.push
  }

  get notice(): WorkContext['notice'] {
    return (code, message) => this.#execution.emit('node.noticed', { code, message })
  }

  get fileWritten(): WorkContext['fileWritten'] {
    return (data) => this.#execution.emit('file.written', data)
  }

  /** On disk at once: recovery must find the process that a killed owner left behind. */
  get processStarted(): WorkContext['processStarted'] {
    return (pid, startedAt, command) =>
      this.#execution.emit('process.started', { pid, startedAt, command: clipped(command, LONGEST_TEXT) }, true)
  }

  get processEnded(): WorkContext['processEnded'] {
    return (pid, exitCode, signal) => this.#execution.emit('process.ended', { pid, exitCode, signal })
  }

  get notificationSent(): WorkContext['notificationSent'] {
    return ({ title, body, ...data }) =>
      this.#execution.emit('notification.sent', {
        ...data,
        title: clipped(title, LONGEST_TEXT),
        body: clipped(body, LONGEST_TEXT),
      })
  }
}
