/** Values for reading: results, payloads and what a `show` node shows. */

import { type BlobRef, isBlobRef } from '#shared/events/blob.ts'
import type { Bridge } from '#shared/ipc/contract.ts'
import { isJsonObject, type Json } from '#shared/json.ts'
import { printable, type Terminal } from '../terminal.ts'
import { table } from './table.ts'

/** As a person reads it: text as it is, a list of objects as a table, anything else as JSON. Ends with a newline. */
export function valueText(value: Json, terminal: Terminal): string {
  if (value === null || value === '') return ''
  if (typeof value === 'string') return closed(printable(value))
  if (isBlobRef(value))
    return `${closed(printable(value.preview))}${terminal.paint('grey', `… ${value.bytes} bytes in all`)}\n`
  if (isRows(value)) return rowsTable(value, terminal)
  return closed(printable(JSON.stringify(value, null, 2)))
}

/** The output of a node that shows something, by its shape: `{ title, view, body }`. */
export function shownText(output: Json, terminal: Terminal): string | undefined {
  if (!isJsonObject(output) || typeof output.view !== 'string' || output.body === undefined) return undefined
  const title =
    typeof output.title === 'string' && output.title !== ''
      ? `${terminal.paint('bold', printable(output.title))}\n`
      : ''
  if (output.view === 'diff' && typeof output.body === 'string') return `${title}${diffText(output.body, terminal)}`
  if (output.view === 'table' && Array.isArray(output.body) && output.body.length === 0)
    return `${title}Nothing to show\n`
  return `${title}${valueText(output.body, terminal)}`
}

function diffText(diff: string, { paint }: Terminal): string {
  const lines = printable(diff).split('\n')
  return closed(
    lines
      .map((line) => {
        if (line.startsWith('@@')) return paint('blue', line)
        if (line.startsWith('+')) return paint('green', line)
        return line.startsWith('-') ? paint('red', line) : line
      })
      .join('\n'),
  )
}

type Row = { [column: string]: Json }

function isRows(value: Json): value is Row[] {
  return Array.isArray(value) && value.length > 0 && value.every(isJsonObject)
}

function rowsTable(rows: readonly Row[], terminal: Terminal): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const cells = rows.map((row) => columns.map((column) => cellText(row[column])))
  return table(columns, cells, terminal)
}

function cellText(value: Json | undefined): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}

const closed = (text: string): string => (text === '' || text.endsWith('\n') ? text : `${text}\n`)

const SLICE = 4 * 1024 * 1024

/** With every part that was too large for its event put back. */
export async function wholeValue(bridge: Bridge, value: Json): Promise<Json> {
  if (isBlobRef(value)) {
    const stored = await readBlob(bridge, value)
    // What looks like a reference behind a reference is somebody's own data: the log keeps such a value whole.
    return isBlobRef(stored) ? stored : wholeValue(bridge, stored)
  }
  if (Array.isArray(value)) return Promise.all(value.map((part) => wholeValue(bridge, part)))
  if (!isJsonObject(value)) return value
  const parts = await Promise.all(
    Object.entries(value).map(async ([name, part]) => [name, await wholeValue(bridge, part)] as const),
  )
  return Object.fromEntries(parts)
}

async function readBlob(bridge: Bridge, { $blob: hash }: BlobRef): Promise<Json> {
  let text = ''
  for (;;) {
    const slice = await bridge.call('blobs.read', { hash, offset: text.length, length: SLICE })
    text += slice.text
    if (text.length >= slice.total || slice.text === '') return JSON.parse(text)
  }
}
