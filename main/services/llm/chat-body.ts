/** The body of a chat completion request, with the optional fields that some servers refuse. */
import type OpenAI from 'openai'
import type { ModelMessage, ModelRequest } from '#main/engine/ports/model.ts'
import { isJsonObject, type Json } from '#shared/json.ts'

/** Fields that a server may not know; each call begins with those it has not refused before. */
export interface OptionalFields {
  readonly usage: boolean
  readonly schema: boolean
}

export function chatBody(
  request: ModelRequest,
  model: string,
  fields: OptionalFields,
): OpenAI.ChatCompletionCreateParamsStreaming {
  const inWords = request.schema !== undefined && !fields.schema
  return {
    model,
    messages: inWords ? withSchemaInWords(request.messages, request.schema.schema) : [...request.messages],
    stream: true,
    ...(fields.usage && { stream_options: { include_usage: true } }),
    ...(request.temperature !== undefined && { temperature: request.temperature }),
    ...(request.schema && fields.schema && { response_format: responseFormat(request.schema) }),
  }
}

/** Which optional field a refusal names, if any. */
export function refusedField(
  message: string,
  request: ModelRequest,
  fields: OptionalFields,
): keyof OptionalFields | null {
  if (fields.usage && /stream_options|include_usage/i.test(message)) return 'usage'
  if (request.schema && fields.schema && /response_format|json_schema|structured output|guided/i.test(message))
    return 'schema'
  return null
}

function responseFormat(schema: NonNullable<ModelRequest['schema']>): OpenAI.ResponseFormatJSONSchema {
  return {
    type: 'json_schema',
    json_schema: {
      name: schema.name.replace(/[^a-zA-Z0-9_-]/g, '_').slice(0, 64) || 'answer',
      schema: isJsonObject(schema.schema) ? schema.schema : {},
      // Strict mode refuses a schema with optional or further properties, so it is asked for only where it can hold.
      strict: holdsStrictly(schema.schema),
    },
  }
}

function holdsStrictly(schema: Json): boolean {
  if (Array.isArray(schema)) return schema.every(holdsStrictly)
  if (!isJsonObject(schema)) return true
  const { properties, required, additionalProperties } = schema
  if (isJsonObject(properties)) {
    const names = Array.isArray(required) ? required : []
    if (additionalProperties !== false || !Object.keys(properties).every((name) => names.includes(name))) return false
  } else if (schema.type === 'object') return false
  return Object.values(schema).every(holdsStrictly)
}

/** The last message of the person carries it: some servers allow a system message only at the beginning. */
function withSchemaInWords(messages: readonly ModelMessage[], schema: Json): OpenAI.ChatCompletionMessageParam[] {
  const words = `Answer with one JSON value only, without any other words and without a code fence. It must match this JSON Schema:\n${JSON.stringify(schema)}`
  const last = messages.at(-1)
  if (last?.role !== 'user') return [...messages, { role: 'user', content: words }]
  return [...messages.slice(0, -1), { role: 'user', content: `${last.content}\n\n${words}` }]
}
