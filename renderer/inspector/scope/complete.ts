/** What may stand at the caret of an expression, with what it was in the run whose data counts. Knows no editor. */
import type { Json } from '#shared/json.ts'
import { JSONATA_FUNCTIONS, type JsonataFunction } from '#shared/workflow/jsonata-functions.ts'
import {
  fieldsOfKnown,
  type Known,
  knownAt,
  type NamedKnown,
  type TypeWord,
  throughList,
  typeOf,
  type Whole,
} from './known.ts'
import { nameText, pathBefore } from './reference-text.ts'
import { sizeText, typeLetter } from './value-words.ts'

export interface CompletionOption {
  /** What is typed to find it, and inserted unless `insert` says otherwise. */
  readonly label: string
  readonly insert: string
  /** Other words that find it: the title of a node. */
  readonly also?: string
  /** `T`, `#`, `[]`: what it is, at a glance. */
  readonly letter: string
  /** `string, 6.1 kB`. */
  readonly detail: string
  /** What it was in that run. */
  readonly value?: Json
  /** Where there is no value: what it means. */
  readonly about?: string
  /** The insertion ends inside of its brackets. */
  readonly call?: boolean
  /** Nearer ones first. */
  readonly rank: number
}

export interface Completions {
  readonly from: number
  readonly options: readonly CompletionOption[]
}

export interface CompletionInput {
  readonly scope: Known
  /** The expression up to the caret, without its braces. */
  readonly before: string
  /** Asked for by the person, not by typing. */
  readonly explicit: boolean
  readonly whole?: Whole
}

/** Undefined: nothing can stand here, or it would only be in the way. */
export function completeExpression({ scope, before, explicit, whole }: CompletionInput): Completions | undefined {
  if (insideText(before)) return undefined
  const variable = /\$(\w*)$/.exec(before)
  if (variable) return functionsAt(before.length - variable[0].length)
  const found = pathBefore(before)
  if (!found) return undefined
  const { path, typed, from, behindDot } = found
  if (!behindDot && typed === '' && !explicit && before.trim() !== '') return undefined
  if (behindDot) {
    const known = knownAt(scope, path, whole)
    const inside = known && throughList(known, whole)
    // A list as it was; and what its shape says besides, as the error of a container that gives one.
    const besides = known && inside !== known ? fieldsOfKnown({ shape: known.shape, value: undefined }) : []
    const found = inside ? [...besides, ...fieldsOfKnown(inside, whole)] : []
    const options = found.map(path.join('.') === NODES ? titledOption : optionOf)
    return options.length === 0 ? undefined : { from, options }
  }
  return { from, options: [...firstNames(scope, whole), ...FUNCTIONS] }
}

/** In a quoted text nothing is named. */
function insideText(before: string): boolean {
  let quote = ''
  for (let at = 0; at < before.length; at += 1) {
    const char = before[at] ?? ''
    if (quote === '') quote = char === '"' || char === "'" ? char : ''
    else if (char === '\\') at += 1
    else if (char === quote) quote = ''
  }
  return quote !== ''
}

/** At the beginning of a path: the roots, and right behind them what most people want of them. */
function firstNames(scope: Known, whole: Whole | undefined): readonly CompletionOption[] {
  const roots = fieldsOfKnown(scope, whole)
  const inside = roots
    .filter(({ name }) => PROMOTED.has(name))
    .flatMap((root) =>
      fieldsOfKnown(root, whole).map((known) => ({
        ...(root.name === NODES ? titledOption : optionOf)(known, 0),
        label: `${root.name}.${known.name}`,
        insert: `${root.name}.${nameText(known.name)}`,
      })),
    )
    .map((option, place) => ({ ...option, rank: 1_000 - place }))
  return [...inside, ...roots.map((root) => ({ ...optionOf(root, 0), rank: 100 }))]
}

const NODES = 'nodes'
const PROMOTED: ReadonlySet<string> = new Set(['args', 'nodes', 'loop', 'secrets'])

function optionOf(known: NamedKnown, place: number): CompletionOption {
  const { name, shape, value } = known
  return {
    label: name,
    insert: nameText(name),
    letter: typeLetter(typeOf(known)),
    detail: detailOf(known),
    ...(value !== undefined && { value }),
    ...(shape.note !== undefined && { about: shape.note }),
    rank: 900 - Math.min(place, 800),
  }
}

/** People remember what a node is called, and not always its id. */
function titledOption(known: NamedKnown, place: number): CompletionOption {
  const option = optionOf(known, place)
  return known.shape.note === undefined ? option : { ...option, also: known.shape.note }
}

/** `string, 6.1 kB`; a number and a truth value say themselves. Without a value, its type and what it is. */
export function detailOf(known: Known): string {
  const { shape, value } = known
  const type: TypeWord = typeOf(known)
  if (value === undefined) return [type === 'any' ? '' : type, shape.note ?? ''].filter(Boolean).join(', ')
  const size = sizeText(value)
  return typeof value === 'number' || typeof value === 'boolean' || value === null
    ? size
    : [type, size].filter(Boolean).join(', ')
}

const FUNCTIONS: readonly CompletionOption[] = JSONATA_FUNCTIONS.map(functionOption)

const functionsAt = (from: number): Completions => ({ from, options: FUNCTIONS })

function functionOption({ name, takes, gives, about }: JsonataFunction): CompletionOption {
  return {
    label: `$${name}`,
    insert: `$${name}()`,
    letter: 'ƒ',
    detail: `${takes} → ${gives}`,
    about,
    call: takes !== '()',
    rank: 0,
  }
}
