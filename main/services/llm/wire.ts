/**
 * One HTTP exchange with a model server, watched at the byte: how much came, whether the end mark came, and whether the
 * server still sends. The library shows none of these: it swallows an early end, and keep-alive comments.
 */
import type { Clock } from '#main/engine/ports/clock.ts'
import { errorBody, stalled } from './server-error.ts'

export interface Wire {
  /** Aborts with the caller's reason, or with `model.stalled`. */
  readonly signal: AbortSignal
  readonly fetch: typeof fetch
  readonly seen: { answered: boolean; bytes: number; endMark: boolean }
  /** Takes back timer and listener; does not close the connection. */
  release(): void
}

export interface WireOptions {
  readonly signal: AbortSignal
  readonly clock: Clock
  readonly stallMs: number
  readonly baseUrl: string
}

const END_MARK = /(?:^|[\r\n])data: ?\[DONE\]/

export function openWire(options: WireOptions): Wire {
  const controller = new AbortController()
  const seen = { answered: false, bytes: 0, endMark: false }
  const watch = watchForSilence(options, () => controller.abort(stalled(options.baseUrl, options.stallMs)))
  const abort = (): void => controller.abort(options.signal.reason)
  if (options.signal.aborted) abort()
  options.signal.addEventListener('abort', abort, { once: true })

  const watched: typeof fetch = async (input, init) => {
    const response = await fetch(input, init)
    seen.answered = true
    watch.heard()
    const { status, statusText, headers } = response
    // The library reads a refusal only where it stands under `error`.
    if (!response.ok)
      return new Response(JSON.stringify({ error: errorBody(await response.text()) }), { status, statusText, headers })
    if (!response.body) return response
    return new Response(response.body.pipeThrough(byteWatch(seen, watch.heard)), { status, statusText, headers })
  }
  return {
    signal: controller.signal,
    fetch: watched,
    seen,
    release: () => {
      watch.end()
      options.signal.removeEventListener('abort', abort)
    },
  }
}

function byteWatch(seen: Wire['seen'], heard: () => void): TransformStream<Uint8Array, Uint8Array> {
  let tail = ''
  return new TransformStream({
    transform(chunk, controller) {
      heard()
      seen.bytes += chunk.byteLength
      const text = tail + Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength).toString('latin1')
      if (END_MARK.test(text)) seen.endMark = true
      tail = text.slice(-16) // the mark may be split over two chunks
      controller.enqueue(chunk)
    },
  })
}

/** One timer that moves itself on when it finds that something was heard, so a byte costs no timer. */
function watchForSilence(
  { clock, stallMs }: WireOptions,
  onSilence: () => void,
): { heard: () => void; end: () => void } {
  let last = clock.monotonic()
  let cancel = clock.setTimer(clock.now() + stallMs, check)
  function check(): void {
    const silent = clock.monotonic() - last
    if (silent >= stallMs) onSilence()
    else cancel = clock.setTimer(clock.now() + stallMs - silent, check)
  }
  return {
    heard: () => {
      last = clock.monotonic()
    },
    end: () => cancel(),
  }
}
