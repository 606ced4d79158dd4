import type { EventReceiver } from './event-sink.ts'

const LONGEST_MS = 15_000

export interface HttpReceiverOptions {
  readonly url: string
  /** Sent as a bearer token, where there is one. */
  readonly token: () => Promise<string | undefined>
}

/** POSTs `{ "events": [envelope, …] }`. Anything but 2xx is a failure, and the same events come again. */
export function httpReceiver({ url, token }: HttpReceiverOptions): EventReceiver {
  return {
    // Without a query, in which people put keys.
    name: `http ${url.split('?')[0]}`,
    async send(events, signal) {
      const secret = await token()
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          ...(secret !== undefined && { Authorization: `Bearer ${secret}` }),
        },
        body: JSON.stringify({ events }),
        signal: AbortSignal.any([signal, AbortSignal.timeout(LONGEST_MS)]),
      })
      await response.body?.cancel()
      if (!response.ok) throw new Error(`it answered ${response.status}`)
    },
  }
}
