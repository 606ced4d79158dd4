/**
 * Live text of one attempt: a signal at once, and the same text in the log in pieces, at least every 200 ms.
 * What exceeds the bound is kept in the node's output only, so a program that prints 20 MB floods nobody.
 */
import type { Clock } from '../ports/clock.ts'

const PIECE_INTERVAL_MS = 200
const PIECE_CHARACTERS = 16_384
/** Of one channel of one attempt. */
export const STREAM_LIMIT_CHARACTERS = 262_144

export interface StreamerOutlet {
  signal(channel: string, offset: number, text: string): void
  logged(channel: string, offset: number, text: string): void
  capped(channel: string): void
}

interface Channel {
  offset: number
  unlogged: string
  capped: boolean
}

export class Streamer {
  readonly #clock: Clock
  readonly #outlet: StreamerOutlet
  readonly #channels = new Map<string, Channel>()
  #cancel: (() => void) | undefined

  constructor(clock: Clock, outlet: StreamerOutlet) {
    this.#clock = clock
    this.#outlet = outlet
  }

  push(name: string, text: string): void {
    if (text === '') return
    const channel = this.#channelOf(name)
    const piece = text.slice(0, STREAM_LIMIT_CHARACTERS - channel.offset)
    if (piece !== '') {
      this.#outlet.signal(name, channel.offset, piece)
      channel.offset += piece.length
      channel.unlogged += piece
    }
    if (piece.length < text.length && !channel.capped) {
      channel.capped = true
      this.#outlet.capped(name)
    }
    if (channel.unlogged.length >= PIECE_CHARACTERS) this.#log(name, channel)
    else if (channel.unlogged !== '')
      this.#cancel ??= this.#clock.setTimer(this.#clock.now() + PIECE_INTERVAL_MS, () => this.flush())
  }

  /** Logs what was signalled and not logged yet. */
  flush(): void {
    this.#cancel?.()
    this.#cancel = undefined
    for (const [name, channel] of this.#channels) this.#log(name, channel)
  }

  #log(name: string, channel: Channel): void {
    if (channel.unlogged === '') return
    const text = channel.unlogged
    channel.unlogged = ''
    this.#outlet.logged(name, channel.offset - text.length, text)
  }

  #channelOf(name: string): Channel {
    const known = this.#channels.get(name)
    if (known) return known
    const fresh: Channel = { offset: 0, unlogged: '', capped: false }
    this.#channels.set(name, fresh)
    return fresh
  }
}
