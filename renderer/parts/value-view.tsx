/** Any value as what it is: Markdown, a diff, a table of records, or JSON. */
import { useEffect, useState } from 'react'
import { type BlobRef, isBlobRef } from '#shared/events/blob.ts'
import { isJsonObject, type Json } from '#shared/json.ts'
import { bridge } from '../bridge/bridge.ts'
import { bytesWords } from '../glyphs/time.ts'
import { DiffView, looksLikeDiff } from './diff-view.tsx'
import { Markdown } from './markdown.tsx'
import { RecordTable } from './record-table.tsx'
import { ScrollBox } from './scroll-box.tsx'

const READ_AT_ONCE = 1_000_000

export interface ValueViewProps {
  readonly value: Json
  /** Of the box that JSON stands in: a page may show the same value twice. */
  readonly label?: string
}

export function ValueView({ value, label = 'JSON' }: ValueViewProps) {
  if (isBlobRef(value)) return <LargeValue blob={value} label={label} />
  if (typeof value === 'string') return looksLikeDiff(value) ? <DiffView text={value} /> : <Markdown text={value} />
  if (isRecords(value)) return <RecordTable records={value} />
  return (
    <div className="prose">
      <ScrollBox className="code-box" label={label}>
        <pre>{JSON.stringify(value, null, 2)}</pre>
      </ScrollBox>
    </div>
  )
}

function isRecords(value: Json): value is { [key: string]: Json }[] {
  return Array.isArray(value) && value.length > 0 && value.every(isJsonObject)
}

/** A value kept beside the log: its beginning at once, all of it on demand. */
function LargeValue({ blob, label }: { readonly blob: BlobRef; readonly label: string }) {
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
  if (small && whole) return <ValueView value={whole.value} label={label} />
  return (
    <>
      <ValueView value={blob.preview} label={label} />
      <p className="hint">The beginning of {bytesWords(blob.bytes)}. All of it is kept with the run.</p>
    </>
  )
}
