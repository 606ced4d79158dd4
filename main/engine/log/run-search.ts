/**
 * Finds a text in what a run recorded: arguments, inputs and outputs, what people said, errors.
 *
 *   Q1. The database compares whole chunks first, so that only events that may have it are read.
 *   Q2. Names of fields and types of events do not count: "output" is not found in every run.
 *   Q3. A value that lies beside the log is looked through as if it stood in the event.
 *   Q4. It is done in small steps, so that a long run or a large value holds nobody up.
 */
import type { DatabaseSyncInstance, StatementSyncInstance } from '@photostructure/sqlite'
import { isBlobRef } from '#shared/events/blob.ts'
import type { RunEvent } from '#shared/events/event.ts'
import type { FoundText } from '#shared/ipc/views/run-views.ts'
import { isJsonObject, type Json } from '#shared/json.ts'
import { ChunkReader } from './chunk-reader.ts'

/** Characters around what was found. */
const BEFORE = 24
const AFTER = 96

const CHUNKS_A_READ = 64
/** Of a large value. */
const CHARACTERS_A_STEP = 500_000
const REFERENCE = '"$blob":'

type Searched = Pick<RunEvent, 'type' | 'data' | 'nodeId' | 'path'>
type FoundValue = Pick<FoundText, 'field' | 'excerpt'>

/** A value beside the log, and the field in which it is named. */
interface Beside {
  readonly hash: string
  readonly field: string
}

export class RunSearch {
  readonly #chunks: ChunkReader
  readonly #bodies: StatementSyncInstance
  readonly #blob: StatementSyncInstance

  constructor(database: DatabaseSyncInstance) {
    this.#chunks = new ChunkReader(database)
    this.#bodies = database.prepare(
      `select body from chunk
        where position in (select value from json_each(?1))
          and (body like ?2 escape '\\' or instr(body, '${REFERENCE}') > 0) order by position`,
    )
    this.#blob = database.prepare('select body from blob where hash = ?')
  }

  /**
   * Where the run says it: what a node gave before what it was given, and that before what it said on the way. Yields
   * between the steps (Q4).
   */
  *find(runKey: number, text: string): Generator<void, FoundText | undefined> {
    const chunks = [...this.#chunks.chunks(runKey)].reverse()
    const large = new LargeValues(this.#blob, text)
    let other: FoundText | undefined
    let streamed: FoundText | undefined
    for (let from = 0; from < chunks.length; from += CHUNKS_A_READ) {
      yield
      const some = JSON.stringify(chunks.slice(from, from + CHUNKS_A_READ))
      for (const { body } of this.#bodies.all(some, patternOf(text))) {
        yield
        for (const line of String(body).split('\n')) {
          const event = JSON.parse(line) as Searched // as `keptEvent` wrote it
          if (event.type !== 'node.completed' && (event.type === 'node.streamed' ? streamed : other)) continue
          const found = yield* textIn(event, text.toLowerCase(), large)
          if (found && event.type === 'node.completed') return found
          if (event.type === 'node.streamed') streamed ??= found
          else other ??= found
        }
      }
    }
    return other ?? streamed
  }
}

/** The values beside the log that a run names. One without the text is looked through once, however often it is named. */
class LargeValues {
  readonly #blob: StatementSyncInstance
  /** As it stands in JSON. */
  readonly #written: string
  /** What is looked for may stand across two steps. */
  readonly #overlap: number
  readonly #without = new Set<string>()

  constructor(blob: StatementSyncInstance, text: string) {
    this.#blob = blob
    this.#written = JSON.stringify(text).slice(1, -1).toLowerCase()
    this.#overlap = Math.max(this.#written.length, REFERENCE.length)
  }

  /** The value where it may have the text, or names others that may. */
  *value(hash: string): Generator<void, Json | undefined> {
    if (this.#without.has(hash)) return undefined
    const body = String(this.#blob.get(hash)?.body ?? '')
    for (let from = 0; from < body.length; from += CHARACTERS_A_STEP) {
      yield
      const part = body.slice(from, from + CHARACTERS_A_STEP + this.#overlap).toLowerCase()
      if (part.includes(this.#written) || part.includes(REFERENCE)) return JSON.parse(body) as Json // the text of one
    }
    this.#without.add(hash)
    return undefined
  }
}

/** The database knows upper and lower case of ASCII alone, so any other letter is left to the second look. */
function patternOf(text: string): string {
  const written = JSON.stringify(text).slice(1, -1)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all that is not ASCII
  return `%${written.replace(/[\\%_]/g, '\\$&').replace(/[^\x00-\x7f]/gu, '_')}%`
}

function* textIn(event: Searched, wanted: string, large: LargeValues): Generator<void, FoundText | undefined> {
  const { type, data, nodeId, path } = event
  const said = type === 'run.started' ? { ...data, version: null } : data // a hash that nobody looks for
  const beside: Beside[] = []
  let found = valueIn(said as Json, '', wanted, beside) // data is JSON
  for (let next = beside.shift(); next && !found; next = beside.shift()) {
    const value = yield* large.value(next.hash)
    if (value !== undefined) found = partIn(value, next.field, wanted, beside)
  }
  return found && { ...found, ...(nodeId !== undefined && { nodeId }), ...(path !== undefined && { path }) }
}

/** Notes what it names and does not hold. */
function valueIn(value: Json, field: string, wanted: string, beside: Beside[]): FoundValue | undefined {
  if (!isBlobRef(value)) return partIn(value, field, wanted, beside)
  beside.push({ hash: value.$blob, field })
  return undefined
}

/** The same of a value that is no reference itself, whatever it looks like. */
function partIn(value: Json, field: string, wanted: string, beside: Beside[]): FoundValue | undefined {
  if (typeof value === 'string' || typeof value === 'number') {
    const text = String(value)
    const at = text.toLowerCase().indexOf(wanted)
    return at < 0 ? undefined : { field, excerpt: excerptOf(text, at, wanted.length) }
  }
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      const found = valueIn(item, `${field}[${index}]`, wanted, beside)
      if (found) return found
    }
  } else if (isJsonObject(value)) {
    for (const [key, part] of Object.entries(value)) {
      const found = valueIn(part, field === '' ? key : `${field}.${key}`, wanted, beside)
      if (found) return found
    }
  }
  return undefined
}

function excerptOf(text: string, at: number, length: number): string {
  const from = Math.max(0, at - BEFORE)
  const to = Math.min(text.length, at + length + AFTER)
  const part = text.slice(from, to).replace(/\s+/g, ' ').trim()
  return `${from > 0 ? '…' : ''}${part}${to < text.length ? '…' : ''}`
}
