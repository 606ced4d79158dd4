/**
 * Does a value match a JSON Schema (2020-12)? The validator interprets the schema, so it works where a strict CSP
 * forbids generated code, and the screen and the engine give the same answer.
 */
import { type OutputUnit, type Schema, Validator } from '@cfworker/json-schema'
import { isJsonObject, type Json } from '../json.ts'

const MOST_ERRORS = 20 // More than a person reads, and than a model needs to repair its answer.

/**
 * What is wrong with a value, one sentence a place, such as `[0].line: Expected "integer", but it is "string".`; empty where it
 * matches. Throws an Error in plain words where the schema itself cannot be used.
 */
export function checkValue(schema: Json, value: Json): readonly string[] {
  if (typeof schema === 'boolean') return schema ? [] : ['No value is allowed here.']
  if (!isJsonObject(schema)) throw new Error('A JSON Schema is an object, such as { "type": "object" }')
  // Its own type describes the known keywords; any JSON object may stand there, and unknown words are ignored.
  const result = new Validator(schema as Schema, '2020-12', false).validate(value)
  if (result.valid) return []
  const leaves = result.errors.filter((error) => !isOnlyAStep(error, result.errors))
  return [...new Set(leaves.map(inWords))].slice(0, MOST_ERRORS)
}

/** Why a schema cannot be used, or null. Finds what shows without a value: a wrong type word, a dangling `$ref`. */
export function schemaProblem(schema: Json): string | null {
  try {
    checkValue(schema, null)
    checkValue(schema, {})
    checkValue(schema, [])
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
  return typeWordProblem(schema)
}

const TYPE_WORDS: ReadonlySet<unknown> = new Set(['array', 'boolean', 'integer', 'null', 'number', 'object', 'string'])

function typeWordProblem(schema: Json): string | null {
  if (!isJsonObject(schema)) return null
  const words = Array.isArray(schema.type) ? schema.type : schema.type === undefined ? [] : [schema.type]
  const wrong = words.find((word) => !TYPE_WORDS.has(word))
  if (wrong !== undefined)
    return `${JSON.stringify(wrong)} is no type of JSON Schema: use ${[...TYPE_WORDS].join(', ')}`
  const inner = [...(isJsonObject(schema.properties) ? Object.values(schema.properties) : []), schema.items ?? null]
  return inner.map(typeWordProblem).find((problem) => problem !== null) ?? null
}

/** A parent's error only says that something inside it is wrong; the inner one says what. */
function isOnlyAStep(error: OutputUnit, all: readonly OutputUnit[]): boolean {
  if (/^Property ".*" does not match additional properties schema\.$/.test(error.error)) return true
  return all.some((other) => other !== error && other.keywordLocation.startsWith(`${error.keywordLocation}/`))
}

const PLAINER: Readonly<Record<string, string>> = { 'False boolean schema.': 'This field is not allowed here.' }

function inWords(error: OutputUnit): string {
  const place = error.instanceLocation
    .replace(/^#\/?/, '')
    .split('/')
    .filter((part) => part !== '')
    .map((part) => decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => (/^\d+$/.test(part) ? `[${part}]` : `.${part}`))
    .join('')
    .replace(/^\./, '')
  const type = /^Instance type "(.*)" is invalid\. Expected "(.*)"\.$/.exec(error.error)
  const sentence = type
    ? `Expected ${type[2]}, but it is ${type[1]}.`
    : (PLAINER[error.error] ?? error.error.replace(/^Instance /, 'The value '))
  return place === '' ? sentence : `${place}: ${sentence}`
}
