/**
 * Who may speak to the web host.
 *
 *   G1. `Host` must name this very listener: a foreign name that resolves to 127.0.0.1 (DNS rebinding) is refused.
 *   G2. A request that says where it comes from (`Origin`, `Sec-Fetch-Site`) must come from this host's own page. A web
 *       socket must say so; it is the one request that browsers let any site make and read.
 *   G3. The token travels in the URL's fragment and in the first message, never in a URL or cookie of a request. A program
 *       that reads `/metrics` sends it in a header that no page of another site can set.
 */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

const NAMES = ['127.0.0.1', 'localhost'] as const

export interface RequestGuard {
  /** Why a request is refused, or undefined. */
  refusal(headers: IncomingHttpHeaders): string | undefined
  /** As `refusal`, for a web socket. */
  socketRefusal(headers: IncomingHttpHeaders): string | undefined
  /** The request carries the token as `Authorization: Bearer`. */
  hasToken(headers: IncomingHttpHeaders): boolean
  /** In constant time. */
  isToken(candidate: unknown): boolean
}

export function requestGuard(port: number, token: string): RequestGuard {
  const hosts: ReadonlySet<string> = new Set(NAMES.map((name) => `${name}:${port}`))
  const digest = sha256(token)

  const refusal = ({ host, origin, 'sec-fetch-site': site }: IncomingHttpHeaders): string | undefined => {
    if (host === undefined || !hosts.has(host.toLowerCase())) return 'This address is not served here'
    if (origin !== undefined && origin.toLowerCase() !== `http://${host.toLowerCase()}`)
      return 'Requests of other sites are refused'
    // `none` is a person who typed the address or followed the printed link.
    if (site !== undefined && site !== 'same-origin' && site !== 'none') return 'Requests of other sites are refused'
    return undefined
  }

  // Digests have one length, so the comparison tells nothing of the token's.
  const isToken = (candidate: unknown): boolean =>
    typeof candidate === 'string' && candidate.length <= 256 && timingSafeEqual(sha256(candidate), digest)

  return {
    refusal,
    hasToken: ({ authorization = '' }) => isToken(/^Bearer (\S+)$/i.exec(authorization)?.[1]),
    isToken,
    socketRefusal: (headers) =>
      refusal(headers) ?? (headers.origin === undefined ? 'A web socket must say where it comes from' : undefined),
  }
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
