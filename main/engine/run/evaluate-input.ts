/** A node's config, evaluated: what it is given. At once where every expression is a plain path, else as a promise. */

import { isJsonObject, type Json } from '#shared/json.ts'
import { evaluateValue, evaluateValueNow, isTruthy } from '#shared/workflow/evaluate.ts'
import type { Limits } from '#shared/workflow/expression.ts'
import { ExpressionError } from '#shared/workflow/expression-error.ts'
import type { NodeKind } from '../kind.ts'
import { NodeError } from '../node-error.ts'

export type Scope = Record<string, unknown>

export interface InputRequest {
  readonly kind: NodeKind
  readonly config: Readonly<Record<string, Json>>
  readonly scope: Scope
  readonly secrets: Readonly<Record<string, string>>
  readonly limits: Limits
}

/** The evaluated fields; throws (or rejects with) NodeError `expression.failed`. */
export function evaluateInput(request: InputRequest): Record<string, Json> | Promise<Record<string, Json>> {
  const input: Record<string, Json> = {}
  const fields = Object.entries(request.config)
  for (const [index, [field, value]] of fields.entries()) {
    const now = fieldNow(request, field, value)
    if (!now.done) return evaluateRest(request, input, fields.slice(index))
    if (now.value !== undefined) input[field] = now.value
  }
  return input
}

async function evaluateRest(
  request: InputRequest,
  input: Record<string, Json>,
  fields: readonly (readonly [string, Json])[],
): Promise<Record<string, Json>> {
  for (const [field, value] of fields) {
    const evaluated = await fieldLater(request, field, value)
    if (evaluated !== undefined) input[field] = evaluated
  }
  return input
}

function scopeFor({ kind, scope, secrets }: InputRequest, field: string): Scope {
  return kind.secretFields.has(field) ? { ...scope, secrets } : scope
}

function fieldNow(
  request: InputRequest,
  field: string,
  value: Json,
): { done: true; value: Json | undefined } | { done: false } {
  const { kind } = request
  if (kind.raw.has(field)) return { done: true, value }
  if (kind.conditions.has(field) || kind.patterns.has(field)) return { done: false }
  const now = evaluateValueNow(value, scopeFor(request, field))
  return now.ok ? { done: true, value: listed(kind, field, now.value) } : { done: false }
}

async function fieldLater(request: InputRequest, field: string, value: Json): Promise<Json | undefined> {
  const { kind, limits } = request
  if (kind.raw.has(field)) return value
  try {
    if (kind.conditions.has(field)) return await firstThatHolds(request, field, value)
    if (kind.patterns.has(field)) return await withPatterns(request, field, value)
    return listed(kind, field, await evaluateValue(value, scopeFor(request, field), { limits, field }))
  } catch (error) {
    if (error instanceof ExpressionError)
      throw new NodeError('expression.failed', error.message, { retryable: false, detail: { field } })
    throw error
  }
}

/** A field that wants a list takes nothing as [] and a single value as a list of one: JSONata makes a result of one into that one. */
function listed(kind: NodeKind, field: string, value: Json | undefined): Json | undefined {
  if (!kind.lists.has(field) || Array.isArray(value)) return value
  return value === undefined || value === null ? [] : [value]
}

/** Conditions behind the first that holds are not evaluated, so they cannot fail either. */
async function firstThatHolds(request: InputRequest, field: string, cases: Json): Promise<Json> {
  if (!Array.isArray(cases)) return []
  const scope = scopeFor(request, field)
  const result: Json[] = []
  let found = false
  for (const [index, item] of cases.entries()) {
    if (typeof item !== 'object' || item === null || Array.isArray(item)) continue
    const holds: boolean =
      !found &&
      isTruthy(
        await evaluateValue(item.when ?? null, scope, { limits: request.limits, field: `${field}[${index}].when` }),
      )
    found ||= holds
    result.push({ ...item, when: holds })
  }
  return result
}

/** `when` stays as it is written: it is evaluated for each event that comes. */
async function withPatterns(request: InputRequest, field: string, cases: Json): Promise<Json> {
  if (!Array.isArray(cases)) return []
  const scope = scopeFor(request, field)
  const result: Json[] = []
  for (const [index, item] of cases.entries()) {
    if (!isJsonObject(item)) continue
    const { when, ...rest } = item
    const place = { limits: request.limits, field: `${field}[${index}]` }
    const evaluated = await evaluateValue(rest, scope, place)
    if (isJsonObject(evaluated)) result.push({ ...evaluated, ...(when !== undefined && { when }) })
  }
  return result
}
