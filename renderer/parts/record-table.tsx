/** A list of records as a real table. */
import type { Json } from '#shared/json.ts'
import { asText } from '#shared/workflow/as-text.ts'
import { ScrollBox } from './scroll-box.tsx'

const KEPT_ROWS = 200

type JsonRecord = { readonly [key: string]: Json }

export function RecordTable({ records }: { readonly records: readonly JsonRecord[] }) {
  const columns = columnsOf(records)
  const shown = records.slice(0, KEPT_ROWS)
  return (
    <ScrollBox className="table-frame" label={`Table, ${records.length} rows`}>
      <table className="table">
        <thead>
          <tr>
            {columns.map(({ name, style }) => (
              <th key={name} scope="col" className={style}>
                {titleOf(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((record, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no id of their own and are never reordered
            <tr key={index}>
              {columns.map(({ name, style }) => (
                <td key={name} className={style}>
                  {style === 'text' ? <Sentence text={asText(record[name])} /> : asText(record[name])}
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

/** A cell has no room for all of Markdown; names between backticks are what models and people write into a sentence. */
function Sentence({ text }: { readonly text: string }) {
  // Every second piece stood between two backticks.
  const pieces = text.split(/`([^`\n]+)`/)
  // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text, drawn anew with it
  return pieces.map((piece, index) => (index % 2 === 1 ? <code key={index}>{piece}</code> : piece))
}

type ColumnStyle = 'code' | 'number' | 'text'

interface Column {
  readonly name: string
  readonly style: ColumnStyle
  /** Of the longest value, in characters. */
  readonly width: number
  /** All rows say the same. */
  readonly common: boolean
}

/** Paths, ids and commands are read character by character. */
const CODE_NAMES = new Set(['file', 'path', 'id', 'command', 'commit', 'code'])
const RANKS: Readonly<Record<ColumnStyle, number>> = { code: 0, number: 1, text: 2 }

/**
 * The log sorts the keys of a record, so their order says nothing: what names a row comes first, then numbers, then text,
 * the longest last; behind it texts that all rows have in common, which tell them apart no more. What no row has is no column.
 */
export function columnsOf(records: readonly JsonRecord[]): readonly Column[] {
  const names = [...new Set(records.flatMap((record) => Object.keys(record)))]
  const filled = names.filter((name) => records.some((record) => !isEmpty(record[name])))
  return (filled.length > 0 ? filled : names)
    .map((name) => ({
      name,
      style: styleOf(name, records),
      width: Math.max(...records.map((record) => asText(record[name]).length)),
      common: records.length > 1 && new Set(records.map((record) => asText(record[name]))).size === 1,
    }))
    .sort(
      (one, other) =>
        RANKS[one.style] - RANKS[other.style] ||
        Number(one.common) - Number(other.common) ||
        Math.min(one.width, 20) - Math.min(other.width, 20) ||
        one.name.localeCompare(other.name),
    )
}

function isEmpty(value: Json | undefined): boolean {
  if (typeof value === 'object' && value !== null) return Object.keys(value).length === 0
  return value === undefined || value === null || value === ''
}

function styleOf(name: string, records: readonly JsonRecord[]): ColumnStyle {
  if (CODE_NAMES.has(name.toLowerCase())) return 'code'
  return records.every((record) => typeof (record[name] ?? 0) === 'number') ? 'number' : 'text'
}

function titleOf(column: string): string {
  const words = column.replace(/_/g, ' ').replace(/([a-z])([A-Z])/g, '$1 $2')
  return words.charAt(0).toUpperCase() + words.slice(1).toLowerCase()
}
