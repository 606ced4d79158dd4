/**
 * A config with its expressions evaluated. Only strings of the file are templates: a value that an expression gave is
 * never expanded again, whatever it holds.
 */
import type { Json } from '../json.ts'
import { asText } from './as-text.ts'
import { type CompiledExpression, type Limits, type Names, namesOf } from './expression.ts'
import { ExpressionError } from './expression-error.ts'
import type { References } from './expression-references.ts'
import { fieldPath } from './field-path.ts'
import type { PreparedValue } from './prepared-value.ts'
import type { Template } from './template.ts'

type Scope = Record<string, unknown>

export interface EvaluateOptions {
  readonly limits: Limits
  /** Name of the field that `value` is, for errors. */
  readonly field?: string
}

export type EvaluatedNow = { readonly ok: true; readonly value: Json | undefined } | { readonly ok: false }

const NOT_NOW: EvaluatedNow = { ok: false }

/** Undefined: no value, so the field is left out. Rejects with ExpressionError, which names the field. */
export async function evaluateValue(
  value: PreparedValue,
  scope: Scope,
  options: EvaluateOptions,
): Promise<Json | undefined> {
  const now = evaluateValueNow(value, namesOf(scope))
  if (now.ok) return now.value
  return await evaluateAt(value, scope, options.limits, options.field === undefined ? [] : [options.field])
}

/** The same at once; not ok where an expression is more than names, or is broken. Never throws. */
export function evaluateValueNow(value: PreparedValue, names: Names): EvaluatedNow {
  switch (value.type) {
    case 'plain':
      return { ok: true, value: value.value }
    case 'text':
      return textNow(value.template, names)
    case 'broken':
      return NOT_NOW
    case 'list':
      return listNow(value.items, names)
    case 'object':
      return objectNow(value.entries, names)
  }
}

/** As JSONata's `$boolean`: empty, zero, and lists without anything true are false. */
export function isTruthy(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 1 ? isTruthy(value[0]) : value.some((item) => isTruthy(item))
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0
  return typeof value !== 'function' && Boolean(value)
}

/** Everything that the expressions in a value read. Broken expressions are passed over: the checks report them. */
export function referencesOf(value: PreparedValue): References {
  return mergeReferences(expressionsOf(value).map((expression) => expression.references))
}

export function mergeReferences(all: readonly References[]): References {
  const joined = (pick: (references: References) => ReadonlySet<string> | 'all') =>
    all.some((references) => pick(references) === 'all')
      ? 'all'
      : new Set(all.flatMap((references) => [...pick(references)]))
  return {
    nodes: joined((references) => references.nodes),
    nodeFields: all.flatMap((references) => references.nodeFields),
    args: joined((references) => references.args),
    secrets: new Set(all.flatMap((references) => [...references.secrets])),
    roots: new Set(all.flatMap((references) => [...references.roots])),
    inner: all.flatMap((references) => references.inner),
  }
}

function expressionsOf(value: PreparedValue): readonly CompiledExpression[] {
  switch (value.type) {
    case 'text':
      return value.template.parts.filter((part) => typeof part !== 'string')
    case 'list':
      return value.items.flatMap(expressionsOf)
    case 'object':
      return value.entries.flatMap(([, item]) => expressionsOf(item))
    default:
      return []
  }
}

function textNow({ parts, sole }: Template, names: Names): EvaluatedNow {
  if (sole) return sole.evaluateNow(names) as EvaluatedNow // names stand for JSON, and a name gives a part of it
  let result = ''
  for (const part of parts) {
    if (typeof part === 'string') {
      result += part
      continue
    }
    const now = part.evaluateNow(names)
    if (!now.ok) return NOT_NOW
    result += asText(now.value)
  }
  return { ok: true, value: result }
}

function listNow(items: readonly PreparedValue[], names: Names): EvaluatedNow {
  const result: Json[] = []
  for (const item of items) {
    const now = evaluateValueNow(item, names)
    if (!now.ok) return NOT_NOW
    if (now.value !== undefined) result.push(now.value)
  }
  return { ok: true, value: result }
}

function objectNow(entries: readonly (readonly [string, PreparedValue])[], names: Names): EvaluatedNow {
  const result: [string, Json][] = []
  for (const [key, item] of entries) {
    const now = evaluateValueNow(item, names)
    if (!now.ok) return NOT_NOW
    if (now.value !== undefined) result.push([key, now.value])
  }
  return { ok: true, value: Object.fromEntries(result) }
}

type Path = readonly (string | number)[]

async function evaluateAt(value: PreparedValue, scope: Scope, limits: Limits, path: Path): Promise<Json | undefined> {
  switch (value.type) {
    case 'plain':
      return value.value
    case 'text':
      return await evaluateText(value.template, scope, limits, path)
    case 'broken':
      throw placed(value.error, path)
    case 'list': {
      const list: Json[] = []
      for (const [index, item] of value.items.entries()) {
        const evaluated = await evaluateAt(item, scope, limits, [...path, index])
        if (evaluated !== undefined) list.push(evaluated)
      }
      return list
    }
    case 'object': {
      const entries: [string, Json][] = []
      for (const [key, item] of value.entries) {
        const evaluated = await evaluateAt(item, scope, limits, [...path, key])
        if (evaluated !== undefined) entries.push([key, evaluated])
      }
      return Object.fromEntries(entries)
    }
  }
}

async function evaluateText(
  { parts, sole }: Template,
  scope: Scope,
  limits: Limits,
  path: Path,
): Promise<Json | undefined> {
  try {
    if (sole) return (await sole.evaluate(scope, limits)) as Json | undefined // `evaluate` gives plain JSON
    let result = ''
    for (const part of parts) result += typeof part === 'string' ? part : asText(await part.evaluate(scope, limits))
    return result
  } catch (error) {
    throw error instanceof ExpressionError ? placed(error, path) : error
  }
}

function placed(error: ExpressionError, path: Path): ExpressionError {
  return path.length === 0 ? error : new ExpressionError(`${fieldPath(path)}: ${error.message}`, error.position)
}
