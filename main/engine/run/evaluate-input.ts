/** A node's config, evaluated: what it is given. At once where every expression is a plain path, else as a promise. */

import { isJsonObject, type Json } from '#shared/json.ts'
import { evaluateValue, evaluateValueNow, isTruthy } from '#shared/workflow/evaluate.ts'
import { type Limits, type Names, namesOf } from '#shared/workflow/expression.ts'
import { ExpressionError } from '#shared/workflow/expression-error.ts'
import { partOf, prepareValue } from '#shared/workflow/prepared-value.ts'
import type { ConfigField } from '../compile/config-fields.ts'
import { NodeError } from '../node-error.ts'

export type Scope = Record<string, unknown>

/** Its names are those of the moment in which it is asked; so are `scope` and `secrets`, which are put together when they are read first. */
export interface InputRequest extends Names {
  readonly scope: Scope
  readonly secrets: Readonly<Record<string, string>>
  /** Asked for where JSONata is. */
  limits(): Limits
}

type Moment = Omit<InputRequest, keyof Names>

/** The evaluated fields; throws (or rejects with) NodeError `expression.failed`. */
export function evaluateInput(
  fields: readonly ConfigField[],
  request: InputRequest,
): Record<string, Json> | Promise<Record<string, Json>> {
  const input: Record<string, Json> = {}
  for (let index = 0; index < fields.length; index += 1) {
    const field = fields[index]
    if (!field) break
    if (field.way === 'as-written') {
      input[field.name] = field.value
      continue
    }
    const now = field.way === 'expression' ? evaluateValueNow(field.prepared, namesFor(request, field)) : undefined
    if (!now?.ok) return evaluateRest(request, input, fields.slice(index))
    const value = listed(field, now.value)
    if (value !== undefined) input[field.name] = value
  }
  return input
}

async function evaluateRest(
  asked: InputRequest,
  input: Record<string, Json>,
  fields: readonly ConfigField[],
): Promise<Record<string, Json>> {
  const request = ofThisMoment(asked)
  for (const field of fields) {
    const evaluated = await fieldLater(request, field)
    if (evaluated !== undefined) input[field.name] = evaluated
  }
  return input
}

/** What is read later is what it is now. */
function ofThisMoment(request: InputRequest): Moment {
  const { scope, secrets } = request
  return { scope, secrets, limits: () => request.limits() }
}

function namesFor(request: InputRequest, field: ConfigField): Names {
  return field.seesSecrets ? namesOf(scopeFor(request, field)) : request
}

function scopeFor({ scope, secrets }: Moment, { seesSecrets }: ConfigField): Scope {
  return seesSecrets ? { ...scope, secrets } : scope
}

async function fieldLater(request: Moment, field: ConfigField): Promise<Json | undefined> {
  try {
    switch (field.way) {
      case 'as-written':
        return field.value
      case 'conditions':
        return await firstThatHolds(request, field)
      case 'patterns':
        return await withPatterns(request, field)
      case 'expression':
        return listed(
          field,
          await evaluateValue(field.prepared, scopeFor(request, field), {
            limits: request.limits(),
            field: field.name,
          }),
        )
    }
  } catch (error) {
    if (error instanceof ExpressionError)
      throw new NodeError('expression.failed', error.message, { retryable: false, detail: { field: field.name } })
    throw error
  }
}

/** A field that wants a list takes nothing as [] and a single value as a list of one: JSONata makes a result of one into that one. */
function listed({ isList }: ConfigField, value: Json | undefined): Json | undefined {
  if (!isList || Array.isArray(value)) return value
  return value === undefined || value === null ? [] : [value]
}

/** Conditions behind the first that holds are not evaluated, so they cannot fail either. */
async function firstThatHolds(request: Moment, field: ConfigField): Promise<Json> {
  if (!Array.isArray(field.value)) return []
  const scope = scopeFor(request, field)
  const result: Json[] = []
  let found = false
  for (const [index, item] of field.value.entries()) {
    if (!isJsonObject(item)) continue
    const place = { limits: request.limits(), field: `${field.name}[${index}].when` }
    const holds: boolean =
      !found && isTruthy(await evaluateValue(partOf(partOf(field.prepared, index), 'when'), scope, place))
    found ||= holds
    result.push({ ...item, when: holds })
  }
  return result
}

/** `when` stays as it is written: it is evaluated for each event that comes. */
async function withPatterns(request: Moment, field: ConfigField): Promise<Json> {
  if (!Array.isArray(field.value)) return []
  const scope = scopeFor(request, field)
  const result: Json[] = []
  for (const [index, item] of field.value.entries()) {
    if (!isJsonObject(item)) continue
    const { when, ...rest } = item
    const place = { limits: request.limits(), field: `${field.name}[${index}]` }
    const evaluated = await evaluateValue(prepareValue(rest), scope, place)
    if (isJsonObject(evaluated)) result.push({ ...evaluated, ...(when !== undefined && { when }) })
  }
  return result
}
