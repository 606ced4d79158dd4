/** Keeps what a program writes as bytes, and passes it on as text that is never cut inside a character. */
import type { Readable } from 'node:stream'

type Channel = 'stdout' | 'stderr'

export interface OutputCollector {
  bytes(channel: Channel): Uint8Array
  /** Resolves when both channels have ended; a program outside the group that holds one open is waited for only briefly. */
  drained(): Promise<void>
}

/** Output that is in the pipe already arrives well within this. */
const STRAGGLER_MS = 250

export interface CollectorOptions {
  readonly stdout: Readable
  readonly stderr: Readable
  /** Bytes of both channels together. */
  readonly limit: number
  onText(channel: Channel, text: string): void
  /** Called once; nothing more is kept. */
  onTooMuch(): void
}

export function collectOutput(options: CollectorOptions): OutputCollector {
  const chunks: Record<Channel, Uint8Array[]> = { stdout: [], stderr: [] }
  let total = 0
  let touched = false
  const ends = (['stdout', 'stderr'] as const).map((channel) => {
    const stream = options[channel]
    // The mark at the beginning of a text is part of what was written.
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
    stream.on('data', (chunk: Uint8Array) => {
      touched = true
      if (total > options.limit) return
      total += chunk.byteLength
      if (total > options.limit) return options.onTooMuch()
      chunks[channel].push(chunk)
      const text = decoder.decode(chunk, { stream: true })
      if (text !== '') options.onText(channel, text)
    })
    return new Promise<void>((resolve) => {
      stream.once('close', () => {
        const rest = decoder.decode()
        if (rest !== '') options.onText(channel, rest)
        resolve()
      })
      stream.on('error', () => stream.destroy())
    })
  })
  const allEnded = Promise.all(ends).then(() => true)
  return {
    bytes: (channel) => Buffer.concat(chunks[channel]),
    async drained() {
      do {
        touched = false
        if (await Promise.race([allEnded, later(STRAGGLER_MS)])) return
      } while (touched)
      options.stdout.destroy()
      options.stderr.destroy()
      await allEnded
    },
  }
}

function later(ms: number): Promise<false> {
  return new Promise((resolve) => setTimeout(resolve, ms, false).unref())
}
