/**
 * The model that answers where none is configured, so that the first run works offline. Deterministic: the same prompt
 * gives the same text. It never pretends: text begins with "Demo model:", and the answer says `demo`.
 */

import type { Clock } from '#main/engine/ports/clock.ts'
import type { ModelAnswer, ModelCallbacks, ModelRequest } from '#main/engine/ports/model.ts'
import { counted } from '#shared/counted.ts'
import { isJsonObject, type Json } from '#shared/json.ts'
import { type DiffRemark, mentionsIn, type ReadDiff, readDiff, remarksOn } from './demo-review.ts'
import { minimalInstance } from './demo-schema.ts'

const PIECES_PER_SECOND = 60
/** About four seconds, however long the text. */
const MOST_PIECES = 240
const CHARACTERS_PER_TOKEN = 4

const REMARKS = 6
const REMARKS_WHEN_SHORT = 2

export const DEMO_MODEL = 'demo'

export class DemoModel {
  readonly #clock: Clock

  constructor(clock: Clock) {
    this.#clock = clock
  }

  async stream(request: ModelRequest, callbacks: ModelCallbacks, signal: AbortSignal): Promise<ModelAnswer> {
    callbacks.notice(
      'model.demo',
      'No model is configured, so the built-in demo model answered. Choose a real one under Settings > Model.',
    )
    const text = demoAnswer(request)
    await this.#speak(text, callbacks, signal)
    const asked = request.messages.reduce((sum, message) => sum + message.content.length, 0)
    return {
      text,
      model: DEMO_MODEL,
      finishReason: 'stop',
      usage: { inputTokens: tokens(asked), outputTokens: tokens(text.length) },
      demo: true,
    }
  }

  /** Each piece has its own moment, so that a late timer is caught up with and never adds up. */
  async #speak(text: string, callbacks: ModelCallbacks, signal: AbortSignal): Promise<void> {
    const begun = this.#clock.now()
    for (const [index, piece] of pieces(text).entries()) {
      await this.#until(begun + (index * 1_000) / PIECES_PER_SECOND, signal)
      callbacks.text(piece)
    }
  }

  #until(at: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    if (at <= this.#clock.now()) return Promise.resolve()
    return new Promise((resolve, reject) => {
      const abort = (): void => {
        cancel()
        reject(signal.reason)
      }
      const cancel = this.#clock.setTimer(at, () => {
        signal.removeEventListener('abort', abort)
        resolve()
      })
      signal.addEventListener('abort', abort, { once: true })
    })
  }
}

const tokens = (characters: number): number => Math.ceil(characters / CHARACTERS_PER_TOKEN)

/** Words with their blanks, several to a piece where the text is long. */
function pieces(text: string): string[] {
  const words = text.match(/\S+\s*|\s+/g) ?? []
  const each = Math.max(1, Math.ceil(words.length / MOST_PIECES))
  return Array.from({ length: Math.ceil(words.length / each) }, (_, index) =>
    words.slice(index * each, (index + 1) * each).join(''),
  )
}

export function demoAnswer(request: ModelRequest): string {
  const prompt = request.messages.flatMap((message) => (message.role === 'user' ? [message.content] : [])).join('\n\n')
  const diff = readDiff(prompt)
  // Remarks of an earlier review quote the code, whose words are nobody's wish.
  const wishes = diff.prose
    .split('\n')
    .filter((line) => !line.startsWith('- `'))
    .join('\n')
  const short = /\b(shorter|short|brief(er)?|concise|fewer|less)\b/i.test(wishes)
  const most = short ? REMARKS_WHEN_SHORT : REMARKS
  if (request.schema) {
    const remarks = diff.files.length > 0 ? remarksOn(diff, most) : mentionsIn(prompt)
    return JSON.stringify(
      minimalInstance(request.schema.schema, (items) => filledFrom(items, remarks)),
      null,
      2,
    )
  }
  if (diff.files.length > 0) return review(diff, most, short)
  if (/\b(hello|hi|hey|greet|greeting|welcome)\b/i.test(prompt)) return greeting(prompt, short)
  return echo(prompt, short)
}

function review(diff: ReadDiff, most: number, short: boolean): string {
  const remarks = remarksOn(diff, most)
  const lines = remarks.map((remark) => `- \`${remark.file}:${remark.line}\` ${remark.remark}`)
  const size = `${counted(diff.files.length, 'file')} changed, ${counted(diff.added, 'line')} added, ${counted(diff.removed, 'line')} removed.`
  const body = lines.length > 0 ? lines.join('\n') : 'Nothing was added, so there is nothing to remark on.'
  if (short) return `Demo model: ${size}\n\n${body}\n`
  return `Demo model: no model is configured, so these remarks come from simple rules.

## Review

${size}

### Findings

${body}

### Files

${diff.files.map((file) => `- \`${file.path}\` +${file.added.length} −${file.removed}`).join('\n')}
`
}

function greeting(prompt: string, short: boolean): string {
  const name = nameIn(prompt)
  const hello = name ? `hello, ${name}!` : 'hello!'
  if (short) return `Demo model: ${hello}\n`
  return `Demo model: ${hello} This text streams from a model that is built in, so that you can try Slashflow without a key and without a network. Choose a real one under Settings > Model: any OpenAI-compatible server will do, Ollama or LM Studio on this machine included.\n`
}

const GREETED = /\b(?:greeting|greet|hello|hi|hey|welcome)\s+(?:(?:to|for)\s+)?["“'`*]*(\p{L}[\p{L}\p{N}_-]*)/iu
const NAMED = /\b(?:to|for|named?|called)[\s:,]+["“'`*]*(\p{Lu}[\p{L}\p{N}_-]*)/u
const NO_NAMES: ReadonlySet<string> = new Set([
  'a',
  'an',
  'the',
  'and',
  'in',
  'to',
  'for',
  'my',
  'our',
  'your',
  'this',
  'that',
  'me',
  'us',
  'from',
  'message',
  'text',
  'someone',
  'everyone',
])

function nameIn(prompt: string): string | undefined {
  const greeted = GREETED.exec(prompt)?.[1]
  return greeted !== undefined && !NO_NAMES.has(greeted.toLowerCase()) ? greeted : NAMED.exec(prompt)?.[1]
}

function echo(prompt: string, short: boolean): string {
  const asked = prompt.trim().replace(/\s+/g, ' ')
  const quote = asked.length > 160 ? `${asked.slice(0, 160).trimEnd()}…` : asked
  if (short) return `Demo model: a short answer would stand here.\n`
  return `Demo model: a real model would answer this here:\n\n> ${quote}\n\nThe prompt has ${asked === '' ? 0 : asked.split(' ').length} words. Choose a model under Settings > Model, then run this again.\n`
}

/** A list whose items have `file` and `line` is filled with what the prompt names; any other list is left to the generator. */
function filledFrom(items: Json, remarks: readonly DiffRemark[]): Json[] | null {
  const properties = isJsonObject(items) ? items.properties : undefined
  if (!isJsonObject(properties) || !('file' in properties) || !('line' in properties)) return null
  return remarks.map((remark) => {
    const base = minimalInstance(items, () => null)
    const line = isJsonObject(properties.line) && properties.line.type === 'string' ? String(remark.line) : remark.line
    return {
      ...(isJsonObject(base) ? base : {}),
      ...middling(properties),
      file: remark.file,
      line,
      ...remarkFields(properties, remark.remark),
    }
  })
}

/** Neither alarm nor nothing, where a finding is graded. */
function middling(properties: { readonly [name: string]: Json }): Record<string, Json> {
  const graded = Object.entries(properties).filter(
    ([, schema]) => isJsonObject(schema) && Array.isArray(schema.enum) && schema.enum.includes('medium'),
  )
  return Object.fromEntries(graded.map(([name]) => [name, 'medium']))
}

function remarkFields(properties: { readonly [name: string]: Json }, remark: string): Record<string, Json> {
  const names = Object.entries(properties).flatMap(([name, schema]) => {
    const free = isJsonObject(schema) && schema.type === 'string' && !('enum' in schema) && !('const' in schema)
    return free &&
      /remark|message|comment|finding|text|title|summary|description|note|issue|suggestion|what/i.test(name)
      ? [name]
      : []
  })
  return Object.fromEntries(names.map((name) => [name, remark]))
}
