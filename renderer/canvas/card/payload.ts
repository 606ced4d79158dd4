/** A payload as text that can be edited, and back. Text stays text; anything else is edited as JSON and checked. */
import { isJsonObject, type Json } from '#shared/json.ts'
import { readJson } from '#shared/workflow/json-source.ts'

export interface EditedPayload {
  readonly text: string
  readonly edited: boolean
  /** What to send, where the text is right; absent where nothing was edited. */
  readonly value?: Json
  /** Why the text cannot be sent. */
  readonly wrong?: string
}

export const payloadText = (payload: Json): string =>
  typeof payload === 'string' ? payload : JSON.stringify(payload, null, 2)

export function editedPayload(payload: Json, draft: string | undefined): EditedPayload {
  const original = payloadText(payload)
  if (draft === undefined || draft === original) return { text: original, edited: false }
  if (typeof payload === 'string') return { text: draft, edited: true, value: draft }
  const parsed = parseJson(draft)
  if ('wrong' in parsed) return { text: draft, edited: true, wrong: parsed.wrong }
  const wrong = shapeProblem(payload, parsed.value)
  return wrong ? { text: draft, edited: true, wrong } : { text: draft, edited: true, value: parsed.value }
}

export function parseJson(text: string): { readonly value: Json } | { readonly wrong: string } {
  const read = readJson(text)
  if (read.ok) return { value: read.value }
  const { line, column } = read.place
  const place = text.includes('\n') ? `line ${line}, column ${column}` : `column ${column}`
  return { wrong: `This is not JSON at ${place}. ${read.message.replace('the file', 'the text')}.` }
}

/** Main checks against the schema; this catches the slips that editing JSON by hand makes. */
function shapeProblem(before: Json, after: Json): string | undefined {
  if (Array.isArray(before)) return Array.isArray(after) ? undefined : 'A list was proposed; keep it a list.'
  if (!isJsonObject(before)) return undefined
  if (!isJsonObject(after)) return 'An object was proposed; keep it an object.'
  const gone = Object.keys(before).filter((key) => !(key in after))
  return gone.length === 0 ? undefined : `"${gone.join('", "')}" is missing.`
}

/** What a payload is that holds nothing to read; undefined where it holds something. */
export function emptyWords(payload: Json): string | undefined {
  if (typeof payload === 'string') return payload.trim() === '' ? 'Blanks only' : undefined
  if (Array.isArray(payload)) return payload.length === 0 ? 'An empty list' : undefined
  return isJsonObject(payload) && Object.keys(payload).length === 0 ? 'An empty object' : undefined
}

/**
 * The parts of an object payload, each as what it is: what is approved is shown whole. Parts that are not used are left out,
 * unless there are no others.
 */
export function payloadParts(
  payload: Json,
): readonly { readonly name: string; readonly text: string; readonly long: boolean }[] | undefined {
  if (!isJsonObject(payload)) return undefined
  const parts = Object.entries(payload)
  const used = parts.filter(
    ([, value]) => value !== null && (typeof value === 'string' || emptyWords(value) === undefined),
  )
  return (used.length > 0 ? used : parts).map(([name, value]) => {
    const text =
      Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string')
        ? value.map(quoted).join(' ')
        : payloadText(value)
    return { name, text, long: text.includes('\n') || text.length > 40 }
  })
}

/** An argument with blanks is one argument; shown so that it cannot be read as two. */
const quoted = (argument: string): string => (/^[\w@%+=:,./-]+$/.test(argument) ? argument : JSON.stringify(argument))
