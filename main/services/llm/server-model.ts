/**
 * A model behind any OpenAI-compatible server, streamed by `POST …/chat/completions`.
 *
 *   S1. The library is loaded at the first call: it costs the command line's cold start more than the rest together.
 *   S2. One call is one exchange; only a refused optional field is asked again without it. Retries are the engine's.
 *   S3. An answer counts as whole only with a finish reason or the stream's end mark.
 */
import type OpenAI from 'openai'
import type { Clock } from '#main/engine/ports/clock.ts'
import type { ModelAnswer, ModelCallbacks, ModelRequest } from '#main/engine/ports/model.ts'
import { AnswerReader } from './answer-reader.ts'
import { chatBody, type OptionalFields, refusedField } from './chat-body.ts'
import { type ModelConfiguration, shownAddress } from './configuration.ts'
import { type CallPlace, callError, cutOff, malformed, refusalOf } from './server-error.ts'
import { openWire, type Wire } from './wire.ts'

/** Past a request's life; the wire watches for silence instead. */
const NO_LIBRARY_TIMEOUT_MS = 2_147_483_647

export interface ServerModelOptions {
  readonly clock: Clock
  /** No byte for this long is `model.stalled`. */
  readonly stallMs: number
}

type Server = Pick<ModelConfiguration, 'baseUrl' | 'apiKey'>

export class ServerModel {
  readonly #options: ServerModelOptions
  /** What servers refused, by address and model, so that each call is not refused anew. */
  readonly #known = new Map<string, OptionalFields>()

  constructor(options: ServerModelOptions) {
    this.#options = options
  }

  async stream(
    server: Server,
    model: string,
    request: ModelRequest,
    callbacks: ModelCallbacks,
    signal: AbortSignal,
  ): Promise<ModelAnswer> {
    const key = `${server.baseUrl} ${model}`
    let fields = this.#known.get(key) ?? { usage: true, schema: true }
    if (request.schema && !fields.schema) this.#noticeSchema(server, callbacks)
    for (;;) {
      try {
        return await this.#exchange(server, model, request, fields, callbacks, signal)
      } catch (error) {
        if (!(error instanceof FieldRefused)) throw error
        fields = { ...fields, [error.field]: false }
        this.#known.set(key, fields)
        if (error.field === 'schema') this.#noticeSchema(server, callbacks)
      }
    }
  }

  #noticeSchema(server: Server, callbacks: ModelCallbacks): void {
    callbacks.notice(
      'model.schema-refused',
      `The model server at ${shownAddress(server.baseUrl)} does not take a schema for the answer, so the schema was put into the prompt.`,
    )
  }

  async #exchange(
    server: Server,
    model: string,
    request: ModelRequest,
    fields: OptionalFields,
    callbacks: ModelCallbacks,
    signal: AbortSignal,
  ): Promise<ModelAnswer> {
    signal.throwIfAborted()
    const wire = openWire({ ...this.#options, signal, baseUrl: server.baseUrl })
    const reader = new AnswerReader(model, callbacks)
    try {
      const client = await connect(server, wire)
      await readAnswer(client, chatBody(request, model, fields), reader, wire)
    } catch (error) {
      signal.throwIfAborted()
      // A connection that breaks after the finish reason cost the usage at most.
      if (reader.finishReason !== undefined) return reader.answer()
      if (wire.signal.aborted) throw wire.signal.reason
      const field = refusedBy(error, request, fields)
      throw field
        ? new FieldRefused(field)
        : callError(error, placeOf(server, model, reader, wire), this.#options.clock.now())
    } finally {
      wire.release()
    }
    signal.throwIfAborted()
    if (reader.finishReason !== undefined || wire.seen.endMark) return reader.answer()
    if (wire.signal.aborted) throw wire.signal.reason
    const place = placeOf(server, model, reader, wire)
    if (reader.chunks === 0 && wire.seen.bytes > 0)
      throw malformed(place, 'it is not a stream of chat completion chunks')
    throw cutOff(place)
  }
}

/** Asks for the same exchange without that field; never leaves this file. */
class FieldRefused extends Error {
  readonly field: keyof OptionalFields

  constructor(field: keyof OptionalFields) {
    super(field)
    this.field = field
  }
}

function refusedBy(error: unknown, request: ModelRequest, fields: OptionalFields): keyof OptionalFields | null {
  const refusal = refusalOf(error)
  if (!refusal || ![400, 422].includes(refusal.status)) return null
  return refusedField(`${refusal.message} ${refusal.param}`, request, fields)
}

async function connect(server: Server, wire: Wire): Promise<OpenAI> {
  const { OpenAI } = await import('openai')
  return new OpenAI({
    baseURL: server.baseUrl,
    apiKey: server.apiKey ?? 'none',
    // Without a key no header is sent at all: some servers refuse a wrong one but take none.
    ...(server.apiKey === undefined && { defaultHeaders: { Authorization: null } }),
    // Read from the environment otherwise, and sent to servers that they are not meant for.
    organization: null,
    project: null,
    adminAPIKey: null,
    maxRetries: 0,
    timeout: NO_LIBRARY_TIMEOUT_MS,
    logLevel: 'off',
    fetch: wire.fetch,
  })
}

async function readAnswer(
  client: OpenAI,
  body: OpenAI.ChatCompletionCreateParamsStreaming,
  reader: AnswerReader,
  wire: Wire,
): Promise<void> {
  const { data: stream, response } = await client.chat.completions.create(body, { signal: wire.signal }).withResponse()
  const type = response.headers.get('content-type') ?? ''
  if (/json|html/i.test(type)) {
    if (!reader.takeWhole(JSON.parse(await response.text()))) throw new SyntaxError('not a chat completion')
    return
  }
  for await (const chunk of stream) {
    if (!reader.take(chunk)) throw new SyntaxError('not a chat completion chunk')
  }
}

function placeOf(server: Server, model: string, reader: AnswerReader, wire: Wire): CallPlace {
  return {
    baseUrl: server.baseUrl,
    apiKey: server.apiKey,
    model,
    characters: reader.text.length,
    answered: wire.seen.answered,
  }
}
