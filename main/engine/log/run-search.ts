/**
 * Finds a text in what a run recorded: arguments, inputs and outputs, what people said, errors.
 *
 *   Q1. The database compares whole chunks first, so that only events that may have it are read.
 *   Q2. Names of fields and types of events do not count: "output" is not found in every run.
 *   Q3. Of a value that lies beside the log only the beginning is looked at, which stands in the event.
 */
import type { DatabaseSyncInstance, StatementSyncInstance } from '@photostructure/sqlite'
import type { RunEvent } from '#shared/events/event.ts'
import type { FoundText } from '#shared/ipc/views/run-views.ts'
import { isJsonObject, type Json } from '#shared/json.ts'
import { ChunkReader } from './chunk-reader.ts'

/** Characters around what was found. */
const BEFORE = 24
const AFTER = 96

export class RunSearch {
  readonly #chunks: ChunkReader
  readonly #bodies: StatementSyncInstance

  constructor(database: DatabaseSyncInstance) {
    this.#chunks = new ChunkReader(database)
    this.#bodies = database.prepare(
      `select body from chunk
        where position in (select value from json_each(?1)) and body like ?2 escape '\\' order by position`,
    )
  }

  /** Where the run says it: what a node gave before what it was given, and that before what it said on the way. */
  find(runKey: number, text: string): FoundText | undefined {
    const chunks = this.#chunks.chunks(runKey)
    const wanted = text.toLowerCase()
    let other: FoundText | undefined
    let streamed: FoundText | undefined
    for (const { body } of this.#bodies.iterate(JSON.stringify(chunks), patternOf(text)))
      for (const line of String(body).split('\n')) {
        const event = JSON.parse(line) as Pick<RunEvent, 'type' | 'data' | 'nodeId' | 'path'> // as `keptEvent` wrote it
        const found = textIn(event, wanted)
        if (found && event.type === 'node.completed') return found
        if (event.type === 'node.streamed') streamed ??= found
        else other ??= found
      }
    return other ?? streamed
  }
}

/** The database knows upper and lower case of ASCII alone, so any other letter is left to the second look. */
function patternOf(text: string): string {
  const written = JSON.stringify(text).slice(1, -1)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all that is not ASCII
  return `%${written.replace(/[\\%_]/g, '\\$&').replace(/[^\x00-\x7f]/gu, '_')}%`
}

function textIn(
  { type, data, nodeId, path }: Pick<RunEvent, 'type' | 'data' | 'nodeId' | 'path'>,
  wanted: string,
): FoundText | undefined {
  const said = type === 'run.started' ? { ...data, version: null } : data // a hash that nobody looks for
  const found = valueIn(said as Json, '', wanted) // data is JSON
  return found && { ...found, ...(nodeId !== undefined && { nodeId }), ...(path !== undefined && { path }) }
}

function valueIn(value: Json, field: string, wanted: string): Pick<FoundText, 'field' | 'excerpt'> | undefined {
  if (typeof value === 'string' || typeof value === 'number') {
    const text = String(value)
    const at = text.toLowerCase().indexOf(wanted)
    return at < 0 ? undefined : { field, excerpt: excerptOf(text, at, wanted.length) }
  }
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      const found = valueIn(item, `${field}[${index}]`, wanted)
      if (found) return found
    }
  } else if (isJsonObject(value)) {
    for (const [key, part] of Object.entries(value)) {
      const found = valueIn(part, field === '' ? key : `${field}.${key}`, wanted)
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
