/** A value of a run as what it is: Markdown, a diff, lines of a program, a table, JSON; large ones in pieces. */
import { counted } from '#shared/counted.ts'
import { isBlobRef } from '#shared/events/blob.ts'
import { isJsonObject, type Json } from '#shared/json.ts'
import { bytesWords } from '../../glyphs/time.ts'
import { ValueView } from '../../parts/value-view.tsx'
import { LargeText } from './large-text.tsx'

/** Fields that programs write, shown as they were printed. */
const PRINTED: ReadonlySet<string> = new Set(['stdout', 'stderr'])

export function RunValue({ value }: { readonly value: Json }) {
  if (isBlobRef(value)) return <LargeText blob={value} />
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return <ValueView value={value} />
  const [first] = mainFields(value)
  if (first === undefined) return <ValueView value={value} />
  return (
    <>
      {mainFields(value).map((field) => (
        <MainField key={field} name={field} value={value[field] ?? null} alone={mainFields(value).length === 1} />
      ))}
    </>
  )
}

/** What a person looks for first: the text, or what was printed. */
function mainFields(value: { readonly [key: string]: Json }): readonly string[] {
  if (isJsonObject(value.json) || Array.isArray(value.json)) return ['json']
  if (isText(value.text)) return ['text']
  const printed = Object.keys(value).filter((key) => PRINTED.has(key) && isText(value[key]) && value[key] !== '')
  if (printed.length > 0) return printed
  return value.body !== undefined && typeof value.view === 'string' ? ['body'] : []
}

const isText = (value: Json | undefined): boolean => typeof value === 'string' || isBlobRef(value)

function MainField({ name, value, alone }: { readonly name: string; readonly value: Json; readonly alone: boolean }) {
  const shown = isBlobRef(value) ? (
    <LargeText blob={value} />
  ) : PRINTED.has(name) && typeof value === 'string' ? (
    <Printed text={value} />
  ) : (
    <ValueView value={unwrapped(value)} />
  )
  return (
    <div className="main-field">
      {!alone && <p className="mono hint">{name}</p>}
      {shown}
    </div>
  )
}

/** An object with one list in it is a table. */
function unwrapped(value: Json): Json {
  if (!isJsonObject(value)) return value
  const [only, ...rest] = Object.values(value)
  return rest.length === 0 && Array.isArray(only) ? only : value
}

function Printed({ text }: { readonly text: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a long text scrolls by the keyboard too
    <pre className="run-pre" tabIndex={0}>
      {text}
    </pre>
  )
}

/** `1,412 characters`, `214 lines, 6.1 kB`: how large a value is. */
export function sizeWords(value: Json | undefined): string {
  if (value === undefined || value === null) return ''
  if (isBlobRef(value)) return bytesWords(value.bytes)
  if (typeof value === 'string')
    return value.trimEnd().includes('\n')
      ? `${value.trimEnd().split('\n').length} lines`
      : counted(value.length, 'character')
  if (Array.isArray(value)) return counted(value.length, 'item')
  if (!isJsonObject(value)) return ''
  const [main] = mainFields(value)
  return main === undefined ? '' : sizeWords(value[main])
}
