/**
 * Live text of one attempt: a signal at once, and the same text in the log in pieces, at least every 200 ms.
 * What exceeds the bound is kept in the node's output only, so a program that prints 20 MB floods nobody.
 */
import type { Clock } from '../ports/clock.ts'
import type { Execution } from './execution.ts'

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
  readonly name: string
  offset: number
  unlogged: string
  capped: boolean
}

export class Streamer {
  readonly #clock: Clock
  readonly #outlet: StreamerOutlet
  readonly #channels = new Map<string, Channel>()
  /** Text mostly comes by the channel it came by before. */
  #last: Channel | undefined
  #cancel: (() => void) | undefined

  constructor(clock: Clock, outlet: StreamerOutlet) {
    this.#clock = clock
    this.#outlet = outlet
  }

  readonly push = (name: string, text: string): void => {
    if (text === '') return
    const channel = this.#channelOf(name)
    const { offset } = channel
    const fits = offset + text.length <= STREAM_LIMIT_CHARACTERS
    const piece = fits ? text : text.slice(0, STREAM_LIMIT_CHARACTERS - offset)
    if (piece !== '') {
      this.#outlet.signal(name, offset, piece)
      channel.offset = offset + piece.length
      channel.unlogged += piece
    }
    if (!fits && !channel.capped) {
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
    if (this.#last?.name === name) return this.#last
    const known = this.#channels.get(name)
    if (known) {
      this.#last = known
      return known
    }
    const fresh: Channel = { name, offset: 0, unlogged: '', capped: false }
    this.#channels.set(name, fresh)
    return fresh
  }
}

/** The live text of the execution's present attempt. */
export function streamerOf(execution: Execution): Streamer {
  const { run, node, path, iteration, attempt } = execution
  const place = { runId: run.runId, nodeId: node.id, ...(path !== '' && { path }), iteration, attempt }
  let streaming = false
  return new Streamer(run.clock, {
    signal: (channel, offset, text) => {
      run.signal({ ...place, channel, offset, text })
      if (streaming) return
      streaming = true
      execution.send({ type: 'streamed' })
    },
    logged: (channel, offset, text) => execution.emit('node.streamed', { channel, offset, text }),
    capped: (channel) =>
      execution.emit('node.noticed', {
        code: 'stream.capped',
        message: `Only the first ${STREAM_LIMIT_CHARACTERS} characters of ${channel} are shown while it runs. The output has them all.`,
      }),
  })
}
