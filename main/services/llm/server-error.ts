/** Turns whatever a model server or the way to it did wrong into one NodeError with a sentence for a person. */
import { NodeError } from '#main/engine/node-error.ts'
import { counted } from '#shared/counted.ts'
import { shownAddress } from './configuration.ts'

/** Where a call went, and how far it came. */
export interface CallPlace {
  readonly baseUrl: string
  readonly apiKey: string | undefined
  readonly model: string
  /** Characters of text that had arrived. */
  readonly characters: number
  /** Whether the server had begun to answer. */
  readonly answered: boolean
}

/** A refusal by the server, read from the library's error without importing the library. */
interface ServerRefusal {
  readonly status: number
  readonly message: string
  /** The field of the request that the server names, or empty. */
  readonly param: string
  readonly retryAfter: string | null
  readonly retryAfterMs: string | null
}

const NETWORK_WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  BAD_PORT: 'connection refused, because that port is reserved for another service',
  ENOTFOUND: 'there is no host of that name',
  EAI_AGAIN: 'the name of the host cannot be looked up',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'there is no network to it',
  ETIMEDOUT: 'no connection in time',
  UND_ERR_CONNECT_TIMEOUT: 'no connection in time',
  UND_ERR_HEADERS_TIMEOUT: 'no answer in time',
  ECONNRESET: 'it closed the connection',
  EPIPE: 'it closed the connection',
  UND_ERR_SOCKET: 'it closed the connection',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is self-signed',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate cannot be verified',
  CERT_HAS_EXPIRED: 'its certificate has expired',
}

export function callError(error: unknown, place: CallPlace, nowMs: number): NodeError {
  if (error instanceof NodeError) return error
  const refusal = refusalOf(error)
  if (refusal) return refusalError(refusal, place, nowMs)
  if (error instanceof SyntaxError) return malformed(place, 'a piece of its stream is not JSON')
  return place.answered ? cutOff(place) : unreachable(error, place)
}

export function malformed(place: CallPlace, what: string): NodeError {
  return new NodeError(
    'model.malformed',
    `The model server at ${shownAddress(place.baseUrl)} sent an answer that cannot be read: ${what}. Try again; if it stays, check that the address is that of an OpenAI-compatible server (it usually ends in /v1).`,
  )
}

export function cutOff(place: CallPlace): NodeError {
  return new NodeError(
    'model.cut-off',
    `The answer of ${place.model || 'the model'} at ${shownAddress(place.baseUrl)} broke off after ${counted(place.characters, 'character')}: the connection ended before the answer did. Try again.`,
    { detail: { characters: place.characters } },
  )
}

export function stalled(baseUrl: string, stallMs: number): NodeError {
  return new NodeError(
    'model.stalled',
    `The model server at ${shownAddress(baseUrl)} sent nothing for ${stallMs / 1_000} s. It may be overloaded or still loading the model; try again.`,
  )
}

function unreachable(error: unknown, place: CallPlace): NodeError {
  const address = shownAddress(place.baseUrl)
  if (!URL.canParse(place.baseUrl)) {
    return new NodeError(
      'model.unreachable',
      `"${address}" is not an address of a model server. Write one such as http://127.0.0.1:11434/v1 under Settings > Model.`,
      { retryable: false },
    )
  }
  const code = networkCode(error)
  const why = NETWORK_WORDS[code] ?? withoutKey(code === '' ? messageOf(error) : `${messageOf(error)} (${code})`, place)
  return new NodeError(
    'model.unreachable',
    `Cannot reach the model server at ${address}: ${why}. Is it running? Check Settings > Model.`,
  )
}

function refusalError(refusal: ServerRefusal, place: CallPlace, nowMs: number): NodeError {
  const address = shownAddress(place.baseUrl)
  const said = withoutKey(refusal.message, place)
  const final = { retryable: false }
  switch (refusal.status) {
    case 401:
      return new NodeError(
        'model.unauthorized',
        `The model server at ${address} ${place.apiKey ? 'does not accept the key' : 'wants a key, and none is set'} (401: ${said}). Set it under Settings > Model, or in OPENAI_API_KEY.`,
        final,
      )
    case 403:
      return new NodeError(
        'model.forbidden',
        `The model server at ${address} does not allow this (403: ${said}). The key may lack access to ${place.model || 'the model'}.`,
        final,
      )
    case 404:
      return new NodeError(
        'model.not-found',
        `The model server at ${address} does not have the model "${place.model}" (404: ${said}). Choose one from its list under Settings > Model, or name it in SLASHFLOW_MODEL. If every model is missing, the address may be wrong: it usually ends in /v1.`,
        final,
      )
    case 429: {
      const retryAfterMs = retryAfter(refusal, nowMs)
      const when = retryAfterMs === undefined ? '' : ` It asks to wait ${Math.ceil(retryAfterMs / 1_000)} s.`
      return new NodeError(
        'model.rate-limited',
        `The model server at ${address} takes no more requests for now (429: ${said}).${when}`,
        { ...(retryAfterMs !== undefined && { retryAfterMs }) },
      )
    }
    case 408:
    case 409:
    case 425:
      return serverFailure(refusal, address, said, nowMs)
    default:
      if (refusal.status >= 500) return serverFailure(refusal, address, said, nowMs)
      return new NodeError(
        'model.bad-request',
        `The model server at ${address} refused the request (${refusal.status}: ${said}).${contextHint(said)}`,
        final,
      )
  }
}

function serverFailure(refusal: ServerRefusal, address: string, said: string, nowMs: number): NodeError {
  const retryAfterMs = retryAfter(refusal, nowMs)
  return new NodeError(
    'model.server-error',
    `The model server at ${address} failed (${refusal.status}: ${said}). Try again later.`,
    { ...(retryAfterMs !== undefined && { retryAfterMs }) },
  )
}

function contextHint(said: string): string {
  return /context|too long|maximum.*tokens|prompt.*long/i.test(said)
    ? ' The prompt is longer than the model takes: set its context length under Settings > Model, and longer prompts are cut to fit.'
    : ''
}

/** Reads `Retry-After` (seconds or an HTTP date) and `retry-after-ms`. */
function retryAfter(refusal: ServerRefusal, nowMs: number): number | undefined {
  const exact = Number.parseFloat(refusal.retryAfterMs ?? '')
  if (Number.isFinite(exact)) return Math.max(0, Math.round(exact))
  if (refusal.retryAfter === null) return undefined
  const text = refusal.retryAfter.trim()
  if (/^\d+(\.\d+)?$/.test(text)) return Math.round(Number.parseFloat(text) * 1_000)
  const date = Date.parse(text)
  return Number.isNaN(date) ? undefined : Math.max(0, date - nowMs)
}

/** An HTTP status with its body, or an error object inside a stream (which has no status; some servers put one in `code`). */
export function refusalOf(error: unknown): ServerRefusal | null {
  if (typeof error !== 'object' || error === null || !('status' in error) || !('error' in error)) return null
  const body = error.error
  const inStream = error.status === undefined
  if (inStream && (typeof body !== 'object' || body === null)) return null
  const status = inStream ? statusInStream(body) : Number(error.status)
  if (!Number.isFinite(status)) return null
  const headers = 'headers' in error && error.headers instanceof Headers ? error.headers : null
  return {
    status,
    message: messageOfBody(body) ?? messageOf(error).replace(/^\d{3} /, ''),
    param:
      typeof body === 'object' && body !== null && 'param' in body && typeof body.param === 'string' ? body.param : '',
    retryAfter: headers?.get('retry-after') ?? null,
    retryAfterMs: headers?.get('retry-after-ms') ?? null,
  }
}

/** The part of a refusal's body that says why. Servers differ: `{ error: {…} }`, `{ error: "…" }`, `{ message }`, `{ detail }`, plain text. */
export function errorBody(text: string): { readonly message: string; readonly [key: string]: unknown } {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    return { message: text }
  }
  if (typeof body !== 'object' || body === null) return { message: text }
  if ('error' in body && typeof body.error === 'object' && body.error !== null) return { message: '', ...body.error }
  if ('error' in body && typeof body.error === 'string') return { message: body.error }
  if ('message' in body && typeof body.message === 'string') return { ...body, message: body.message }
  if ('detail' in body) return { message: typeof body.detail === 'string' ? body.detail : JSON.stringify(body.detail) }
  return { message: text }
}

function statusInStream(body: unknown): number {
  const code = typeof body === 'object' && body !== null && 'code' in body ? body.code : undefined
  if (typeof code === 'number' && code >= 400 && code < 600) return code
  return code === 'rate_limit_exceeded' ? 429 : 500
}

function messageOfBody(body: unknown): string | undefined {
  if (typeof body === 'string' && body !== '') return firstLine(body)
  if (typeof body !== 'object' || body === null || !('message' in body)) return undefined
  return typeof body.message === 'string' ? firstLine(body.message) : undefined
}

function messageOf(error: unknown): string {
  return firstLine(error instanceof Error ? error.message : String(error))
}

/** Servers put whole pages of HTML into errors. */
function firstLine(text: string): string {
  const line = text.trim().split('\n', 1)[0] ?? ''
  return (line.length > 300 ? `${line.slice(0, 300)}…` : line).replace(/\.$/, '') || 'it does not say why'
}

/** Some servers repeat the key in their refusal. */
function withoutKey(text: string, place: CallPlace): string {
  return place.apiKey ? text.replaceAll(place.apiKey, '[key]') : text
}

function networkCode(error: unknown): string {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 6; at = at.cause, depth++) {
    if (at.message === 'bad port') return 'BAD_PORT' // fetch never opens these, and gives no code
    if ('code' in at && typeof at.code === 'string') return at.code
  }
  return ''
}
