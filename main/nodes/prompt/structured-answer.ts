/** A model's answer as JSON of a given schema: found in its text, and checked. */

import { NodeError } from '#main/engine/node-error.ts'
import type { Json } from '#shared/json.ts'
import { checkValue } from '#shared/json-schema/check-value.ts'

export type StructuredAnswer = { readonly json: Json } | { readonly errors: readonly string[] }

/** Throws `prompt.bad-schema` (not retried) where the schema itself cannot be used. */
export function structuredAnswer(text: string, schema: Json): StructuredAnswer {
  const json = findJson(text)
  if (json === undefined) return { errors: ['The answer is not JSON.'] }
  const errors = check(schema, json)
  return errors.length === 0 ? { json } : { errors }
}

/** Says what was wrong, in words for the model. */
export function repairRequest(errors: readonly string[]): string {
  return `Your answer does not match the JSON Schema:\n${errors.map((error) => `- ${error}`).join('\n')}\nAnswer again with the corrected JSON only.`
}

function check(schema: Json, json: Json): readonly string[] {
  try {
    return checkValue(schema, json)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new NodeError('prompt.bad-schema', `The schema of this prompt cannot be used: ${why}`, { retryable: false })
  }
}

/** The whole text, else what a fence holds, else what stands between the outermost brackets. */
function findJson(text: string): Json | undefined {
  const fences = [...text.matchAll(/```(?:json)?[^\S\n]*\n([\s\S]*?)\n?```/g)].map((match) => match[1] ?? '')
  return [text, ...fences, between(text, '{', '}'), between(text, '[', ']')]
    .map(parse)
    .find((json) => json !== undefined)
}

function between(text: string, open: string, close: string): string {
  return text.slice(Math.max(0, text.indexOf(open)), text.lastIndexOf(close) + 1)
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // The next place is tried; none is `not JSON`.
  }
}
