/**
 * Makes messages fit a model: the middle of the largest is left out, at line borders, with a note in its place that the
 * model and the reader see. Never cuts silently.
 */
import type { ModelMessage } from '#main/engine/ports/model.ts'

/** A token is rarely less than 3 bytes of UTF-8: English has about 4, code and CJK about 3. Too many asked for costs an error, too few some text. */
const BYTES_PER_TOKEN = 3
const TOKENS_PER_MESSAGE = 8 // Role and separators, which templates add around every message.
const NOTE_BYTES = 240
const ANSWER_SHARE = 0.25
const MOST_ANSWER_TOKENS = 8_192

export interface Fitted {
  readonly messages: readonly ModelMessage[]
  /** Characters left out, of how many; zero where all fits. */
  readonly leftOut: number
  readonly total: number
}

export function estimateTokens(messages: readonly ModelMessage[]): number {
  return messages.reduce(
    (sum, message) => sum + Math.ceil(Buffer.byteLength(message.content) / BYTES_PER_TOKEN) + TOKENS_PER_MESSAGE,
    0,
  )
}

/** What a prompt may take of a context, so that the answer has room. `besides`: bytes sent with the messages, such as a schema. */
export function promptBudget(contextTokens: number, besides: number): number {
  const answer = Math.min(MOST_ANSWER_TOKENS, Math.floor(contextTokens * ANSWER_SHARE))
  return Math.max(0, contextTokens - answer - Math.ceil(besides / BYTES_PER_TOKEN))
}

/** `why` ends the note: `they do not fit the model's context of 32,768 tokens`. */
export function fitMessages(messages: readonly ModelMessage[], budget: number, why: string): Fitted {
  const fitted = [...messages]
  let leftOut = 0
  let total = 0
  // Largest first; a second one is cut only where the first alone does not make room enough.
  for (const index of bySize(messages)) {
    const over = estimateTokens(fitted) - budget
    const message = fitted[index]
    if (over <= 0 || message === undefined) break
    const keep = Buffer.byteLength(message.content) - over * BYTES_PER_TOKEN - NOTE_BYTES
    const cut = cutMiddle(message.content, Math.max(0, keep), why)
    if (cut.leftOut === 0) break
    fitted[index] = { ...message, content: cut.text }
    leftOut += cut.leftOut
    total += message.content.length
  }
  return { messages: fitted, leftOut, total }
}

function bySize(messages: readonly ModelMessage[]): readonly number[] {
  const sizes = messages.map((message, index) => ({ index, bytes: Buffer.byteLength(message.content) }))
  return sizes.sort((one, other) => other.bytes - one.bytes).map(({ index }) => index)
}

/** Keeps about `keepBytes` of a text, half of it at each end, in whole lines where it has lines. */
function cutMiddle(text: string, keepBytes: number, why: string): { readonly text: string; readonly leftOut: number } {
  const bytes = Buffer.from(text)
  const half = Math.floor(keepBytes / 2)
  if (bytes.length <= keepBytes + NOTE_BYTES) return { text, leftOut: 0 }
  const head = bytes.subarray(0, headEnd(bytes, half)).toString()
  const tail = bytes.subarray(tailStart(bytes, bytes.length - half)).toString()
  const leftOut = text.length - head.length - tail.length
  const note = `[… ${leftOut.toLocaleString('en-US')} of ${text.length.toLocaleString('en-US')} characters left out here: ${why} …]`
  return { text: [head.replace(/\n$/, ''), note, tail].filter((part) => part !== '').join('\n'), leftOut }
}

/** Behind the last line end before `at`, unless that gives up more than half of what could be kept. */
function headEnd(bytes: Buffer, at: number): number {
  const line = at === 0 ? 0 : bytes.lastIndexOf('\n', at - 1) + 1
  return line > at / 2 ? line : characterStart(bytes, at)
}

function tailStart(bytes: Buffer, at: number): number {
  const line = bytes.indexOf('\n', Math.max(0, at - 1)) + 1
  return line > 0 && line - at < (bytes.length - at) / 2 ? line : characterStart(bytes, at)
}

/** The start of the UTF-8 character that `at` stands in. */
function characterStart(bytes: Buffer, at: number): number {
  let start = at
  while (start > 0 && ((bytes[start] ?? 0) & 0xc0) === 0x80) start -= 1
  return start
}
