/** Any value as what it is: Markdown, a diff, a table of records, or JSON. */
import { useEffect, useState } from 'react'
import { type BlobRef, isBlobRef } from '#shared/events/blob.ts'
import { isJsonObject, type Json } from '#shared/json.ts'
import { asText } from '#shared/workflow/as-text.ts'
import { bridge } from '../bridge/bridge.ts'
import { bytesWords } from '../glyphs/time.ts'
import { DiffView, looksLikeDiff } from './diff-view.tsx'
import { Markdown } from './markdown.tsx'
import { ScrollBox } from './scroll-box.tsx'

const KEPT_ROWS = 200
const READ_AT_ONCE = 1_000_000

export function ValueView({ value }: { readonly value: Json }) {
  if (isBlobRef(value)) return <LargeValue blob={value} />
  if (typeof value === 'string') return looksLikeDiff(value) ? <DiffView text={value} /> : <Markdown text={value} />
  if (isRecords(value)) return <RecordTable records={value} />
  return (
    <div className="prose">
      <pre>{JSON.stringify(value, null, 2)}</pre>
    </div>
  )
}

type JsonRecord = { readonly [key: string]: Json }

function isRecords(value: Json): value is { [key: string]: Json }[] {
  return Array.isArray(value) && value.length > 0 && value.every(isJsonObject)
}

export function RecordTable({ records }: { readonly records: readonly JsonRecord[] }) {
  const columns = [...new Set(records.flatMap((record) => Object.keys(record)))]
  const shown = records.slice(0, KEPT_ROWS)
  const numeric = new Set(
    columns.filter((column) => records.every((record) => typeof (record[column] ?? 0) === 'number')),
  )
  return (
    <ScrollBox className="table-frame" label={`Table, ${records.length} rows`}>
      <table className="table">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col" className={numeric.has(column) ? 'number' : undefined}>
                {titleOf(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((record, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no id of their own and are never reordered
            <tr key={index}>
              {columns.map((column) => (
                <td key={column} className={cellClass(column, numeric)}>
                  {asText(record[column])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {records.length > shown.length && <p className="hint">{records.length - shown.length} more rows</p>}
    </ScrollBox>
  )
}

/** Paths, ids and commands are read character by character. */
const CODE_COLUMNS = new Set(['file', 'path', 'id', 'command', 'commit', 'code'])

function cellClass(column: string, numeric: ReadonlySet<string>): string | undefined {
  if (numeric.has(column)) return 'number'
  return CODE_COLUMNS.has(column.toLowerCase()) ? 'code' : undefined
}

function titleOf(column: string): string {
  const words = column.replace(/_/g, ' ').replace(/([a-z])([A-Z])/g, '$1 $2')
  return words.charAt(0).toUpperCase() + words.slice(1).toLowerCase()
}

/** A value kept beside the log: its beginning at once, all of it on demand. */
function LargeValue({ blob }: { readonly blob: BlobRef }) {
  const [whole, setWhole] = useState<{ readonly value: Json; readonly read: number; readonly total: number }>()
  const small = blob.bytes <= READ_AT_ONCE
  useEffect(() => {
    let wanted = true
    const read = async () => {
      const { text, total } = await bridge.call('blobs.read', { hash: blob.$blob, length: READ_AT_ONCE })
      if (wanted) setWhole({ value: small ? (JSON.parse(text) as Json) : blob.preview, read: text.length, total })
    }
    void read().catch(() => undefined) // the preview stays, with its size
    return () => {
      wanted = false
    }
  }, [blob, small])
  if (small && whole) return <ValueView value={whole.value} />
  return (
    <>
      <ValueView value={blob.preview} />
      <p className="hint">The beginning of {bytesWords(blob.bytes)}. All of it is kept with the run.</p>
    </>
  )
}
