/** A tree of everything in scope as the rows that are in sight, opened as far as a person opened it, or as a search finds it. */
import { type BlobRef, isBlobRef } from '#shared/events/blob.ts'
import { isJsonObject, type Json } from '#shared/json.ts'
import { detailOf } from '../scope/complete.ts'
import { fieldsOfKnown, itemOfKnown, type Known, type Step, typeOf, type Whole, wholeOf } from '../scope/known.ts'
import { referenceText } from '../scope/reference-text.ts'
import { lineOf, typeLetter } from '../scope/value-words.ts'

export interface TreeRow {
  /** The reference, which names the row too; of `… 900 more` that of the list with a mark. */
  readonly key: string
  readonly path: readonly Step[]
  readonly name: string
  readonly depth: number
  readonly letter: string
  readonly detail: string
  /** The beginning of its value, where it is one that stands for itself; else what it is, in words. */
  readonly line: string
  readonly isWords: boolean
  readonly expandable: boolean
  readonly expanded: boolean
  /** How many of its list are not in sight; the row stands for them. */
  readonly more: number
  /** Large: read before it can be opened. */
  readonly blob: BlobRef | undefined
}

export interface TreeInput {
  readonly root: Known
  readonly open: ReadonlySet<string>
  readonly query: string
  readonly whole: Whole
  /** What the root's rows begin with: nothing for a scope, `nodes.diff` for an output. */
  readonly base?: readonly Step[]
}

/** Of one list or object, as many as a person would look through. */
export const MOST_CHILDREN = 100
const MOST_FOUND = 200
/** Looked at by a search: enough for any output by hand, and a bound for what a program wrote. */
const MOST_SEARCHED = 20_000

export function treeRows(input: TreeInput): readonly TreeRow[] {
  const query = input.query.trim().toLowerCase()
  return query === '' ? openRows(input) : foundRows(input, query)
}

function openRows({ root, open, whole, base = [] }: TreeInput): readonly TreeRow[] {
  const rows: TreeRow[] = []
  const add = (known: Known, path: readonly Step[], depth: number) => {
    const { children, more } = childrenOf(known, whole)
    for (const [step, child] of children) {
      const row = rowOf(child, [...path, step], depth, open, whole)
      rows.push(row)
      if (row.expanded) add(child, row.path, depth + 1)
    }
    if (more > 0) rows.push(moreRow(path, depth, more))
  }
  add(root, base, 0)
  return rows
}

function foundRows({ root, whole, base = [] }: TreeInput, query: string): readonly TreeRow[] {
  const rows: TreeRow[] = []
  const queue: { readonly known: Known; readonly path: readonly Step[] }[] = [{ known: root, path: base }]
  let searched = 0
  for (let at = 0; at < queue.length && rows.length < MOST_FOUND && searched < MOST_SEARCHED; at += 1) {
    const { known, path } = queue[at] ?? { known: root, path: base }
    for (const [step, child] of childrenOf(known, whole).children) {
      searched += 1
      const next = [...path, step]
      const text = `${referenceText(next)} ${child.shape.note ?? ''}`.toLowerCase()
      if (query.split(/\s+/).every((word) => text.includes(word)) && rows.length < MOST_FOUND)
        rows.push({ ...rowOf(child, next, 0, NOTHING, whole), name: referenceText(next), expandable: false })
      queue.push({ known: child, path: next })
    }
  }
  return rows
}

const NOTHING: ReadonlySet<string> = new Set()

function childrenOf(
  known: Known,
  whole: Whole,
): { readonly children: readonly (readonly [Step, Known])[]; readonly more: number } {
  const seen = wholeOf(known.value, whole)
  if (Array.isArray(seen)) {
    const items = seen.slice(0, MOST_CHILDREN).map((_item, index) => [index, itemOfKnown(known, index, whole)] as const)
    return { children: items, more: Math.max(0, seen.length - MOST_CHILDREN) }
  }
  const fields = fieldsOfKnown(known, whole)
  const children = fields.slice(0, MOST_CHILDREN).map((field) => [field.name, field] as const)
  return { children, more: Math.max(0, fields.length - MOST_CHILDREN) }
}

function rowOf(known: Known, path: readonly Step[], depth: number, open: ReadonlySet<string>, whole: Whole): TreeRow {
  const key = referenceText(path)
  const seen = wholeOf(known.value, whole)
  const blob = isBlobRef(seen) && seen.of !== 'string' ? seen : undefined
  const expandable = blob !== undefined || hasInside(known, seen)
  const last = path.at(-1) ?? ''
  const isWords = expandable || seen === undefined
  return {
    key,
    path,
    name: typeof last === 'number' ? `[${last}]` : last,
    depth,
    letter: typeLetter(typeOf(known)),
    detail: seen === undefined ? typeWord(known) : detailOf(known),
    line: isWords ? (known.shape.note ?? '') : lineOf(seen, 60),
    isWords,
    expandable,
    expanded: expandable && blob === undefined && open.has(key),
    more: 0,
    blob,
  }
}

function hasInside({ shape }: Known, seen: Json | undefined): boolean {
  if (Array.isArray(seen)) return seen.length > 0
  if (isJsonObject(seen) && !isBlobRef(seen)) return Object.keys(seen).length > 0
  return seen === undefined && Object.keys(shape.fields ?? {}).length > 0
}

function moreRow(path: readonly Step[], depth: number, more: number): TreeRow {
  const name = `… ${more.toLocaleString('en')} more`
  return {
    key: `${referenceText(path)} more`,
    path,
    name,
    depth,
    letter: '',
    detail: '',
    line: '',
    isWords: true,
    expandable: false,
    expanded: false,
    more,
    blob: undefined,
  }
}

/** The end of a row tells what there is: of what no run has given, its type. */
function typeWord(known: Known): string {
  const type = typeOf(known)
  return type === 'any' ? '' : type
}
