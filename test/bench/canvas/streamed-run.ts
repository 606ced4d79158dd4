/**
 * A run that streams into 50 nodes at once. The engine runs 8 nodes of a run at a time, so the rest of the stream is put
 * into the page's own socket, or sent by Electron's main: the same messages, as often, as with a higher limit.
 */
import type { RunEvent } from '#shared/events/event.ts'
import { STREAMING_NODES } from './large-graph.ts'
import { SocketBetween } from './socket-between.ts'

const SIGNAL_MS = 50
/** Text is logged at least every 200 ms. */
const LOGGED_EVERY = 4
/** One after the other, 50 ms apart. */
const QUIET_LOOKS = 10
const PIECE = 'and the next part of it changed '
/** As models write: a paragraph of some lines, then the next. */
const LAST_PIECE = 'and that was all of this part.\n\n'
const PARAGRAPH = 12

const pieceOf = (round: number): string => (round % PARAGRAPH === PARAGRAPH - 1 ? LAST_PIECE : PIECE)

/** Where the bench puts in what it tells the page. */
export interface StreamPlace {
  tell(name: string, payload: unknown): void
  /** The page knows what it asked for. */
  readonly isQuiet: boolean
}

export class StreamedRun {
  #between: SocketBetween | undefined
  #place: StreamPlace | undefined
  #last: RunEvent | undefined
  readonly #started = new Set<string>()
  readonly #queued = new Set<string>()
  #timer: ReturnType<typeof setInterval> | undefined

  /** Milliseconds from a call of the page to its answer, since this was asked last. */
  took(name: string): readonly number[] {
    return this.#between?.took(name) ?? []
  }

  /** Returns the address that the page must open. */
  async listen(url: string): Promise<string> {
    const started = await SocketBetween.start(url, (message) => this.#hear(message))
    this.#between = started.between
    this.#place = started.between
    return started.url
  }

  /** In a window that no socket leads to. */
  tellBy(place: StreamPlace): void {
    this.#place = place
  }

  /** Once the run's own nodes have begun and the page has read the log, the others begin too: what they do is in no log. */
  async begin(): Promise<void> {
    let quiet = 0
    while (quiet < QUIET_LOOKS) {
      await new Promise((resolve) => setTimeout(resolve, 50))
      const begun = this.#started.size + this.#queued.size >= STREAMING_NODES && this.#started.size >= 8
      quiet = begun && this.#place?.isQuiet === true ? quiet + 1 : 0
    }
    for (const nodeId of this.#queued) this.#event(nodeId, 'node.started', { input: {} })
    const nodes = [...this.#started, ...this.#queued]
    let [round, offset, unlogged] = [0, 0, '']
    this.#timer = setInterval(() => {
      const text = pieceOf(round)
      unlogged += text
      const isLogged = round % LOGGED_EVERY === LOGGED_EVERY - 1
      for (const nodeId of nodes) {
        this.#send('run.signal', {
          runId: this.#last?.runId,
          nodeId,
          iteration: 0,
          attempt: 1,
          channel: 'text',
          offset,
          text,
        })
        const logged = { channel: 'text', offset: offset + text.length - unlogged.length, text: unlogged }
        if (isLogged) this.#event(nodeId, 'node.streamed', logged)
      }
      if (isLogged) unlogged = ''
      offset += text.length
      round += 1
    }, SIGNAL_MS)
  }

  end(): void {
    clearInterval(this.#timer)
    this.#started.clear()
    this.#queued.clear()
  }

  close(): void {
    this.end()
    this.#between?.close()
  }

  #event(nodeId: string, type: string, data: unknown): void {
    if (!this.#last) return
    const seq = this.#last.seq + 1
    const event = { ...this.#last, id: `${this.#last.runId}.${seq}`, seq, type, nodeId, iteration: 0, attempt: 1, data }
    this.#last = event as RunEvent // of a type that the page parses as the host's
    this.#send('run.event', event)
  }

  #send(name: string, payload: unknown): void {
    this.#place?.tell(name, payload)
  }

  #hear(text: string): void {
    const { told = [] }: { readonly told?: readonly { readonly name: string; readonly payload: RunEvent }[] } =
      JSON.parse(text)
    for (const { name, payload } of told) if (name === 'run.event') this.heard(payload)
  }

  /** What the page hears of its run. */
  heard(event: RunEvent): void {
    this.#last = event
    if (event.nodeId === undefined || !/^n\d+$/.test(event.nodeId)) return
    if (event.type === 'node.activated') this.#queued.add(event.nodeId)
    if (event.type === 'node.started') {
      this.#queued.delete(event.nodeId)
      this.#started.add(event.nodeId)
    }
  }
}
