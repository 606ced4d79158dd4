/**
 * An OpenAI-compatible model server over HTTP whose streams a test steps: nothing is sent until the test says so, and
 * nothing waits for a clock. For faults that come by chance there is `@copilotkit/aimock`.
 */
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'

export interface ChatRequest {
  readonly messages: readonly { readonly role: string; readonly content: string }[]
  readonly body: Readonly<Record<string, unknown>>
  readonly headers: IncomingHttpHeaders
}

/** Everything that was said to the model, for `toContain`. */
export const promptOf = ({ messages }: ChatRequest): string => messages.map(({ content }) => content).join('\n')

export type Reply = (response: ServerResponse, request: ChatRequest) => void

/** One answer that the test writes piece by piece. */
export class HeldStream {
  /** The request, once it has come. */
  readonly asked: Promise<ChatRequest>
  /** The client went away before the end. */
  readonly hungUp: Promise<void>
  #response: ServerResponse | undefined
  #ask: (request: ChatRequest) => void = () => {}
  #hangUp: () => void = () => {}

  constructor() {
    this.asked = new Promise((resolve) => {
      this.#ask = resolve
    })
    this.hungUp = new Promise((resolve) => {
      this.#hangUp = resolve
    })
  }

  /** Called by the server. */
  take(response: ServerResponse, request: ChatRequest): void {
    this.#response = response
    response.on('close', () => response.writableFinished || this.#hangUp())
    beginStream(response)
    this.#ask(request)
  }

  /** Resolves once the bytes are handed to the system. */
  async write(text: string): Promise<void> {
    await this.raw(chunk(text))
  }

  async raw(bytes: string): Promise<void> {
    await this.asked
    await new Promise<void>((resolve) => this.#response?.write(bytes, () => resolve()))
  }

  async finish(text = ''): Promise<void> {
    if (text !== '') await this.write(text)
    await this.raw(ENDING)
    this.#response?.end()
  }

  /** The connection breaks. */
  async cut(): Promise<void> {
    await this.asked
    this.#response?.destroy()
  }
}

interface Rule {
  readonly match: string
  readonly reply: Reply
  readonly once: boolean
}

export class ModelServer {
  /** Chat requests so far. */
  readonly requests: ChatRequest[] = []
  models: readonly string[] = ['tiny', 'larger']
  /** Where set, every request must carry it. */
  key: string | undefined
  readonly baseUrl: string
  readonly #server: Server
  #rules: Rule[] = []

  private constructor(server: Server) {
    const { port } = server.address() as AddressInfo // a TCP server has no other address
    this.baseUrl = `http://127.0.0.1:${port}/v1`
    this.#server = server
  }

  static async start(): Promise<ModelServer> {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const model = new ModelServer(server)
    server.on('request', (request: IncomingMessage, response: ServerResponse) => void model.#serve(request, response))
    return model
  }

  /** Answers every prompt that holds this text; the latest rule wins. */
  answer(match: string, reply: string | Reply): this {
    this.#rules.unshift({ match, reply: replyOf(reply), once: false })
    return this
  }

  /** As `answer`, for the next such prompt only; the first given is used first. */
  answerOnce(match: string, reply: string | Reply): this {
    const rule = { match, reply: replyOf(reply), once: true }
    const after = this.#rules.findLastIndex(({ once }) => once)
    this.#rules.splice(after + 1, 0, rule)
    return this
  }

  /** The next prompt that holds this text waits for the test. */
  hold(match = ''): HeldStream {
    const stream = new HeldStream()
    this.answerOnce(match, (response, request) => stream.take(response, request))
    return stream
  }

  prompts(match: string): readonly string[] {
    return this.requests.map(promptOf).filter((prompt) => prompt.includes(match))
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise<void>((resolve) => this.#server.close(() => resolve()))
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Uint8Array[] = []
    for await (const piece of request) chunks.push(piece)
    if (this.key !== undefined && request.headers.authorization !== `Bearer ${this.key}`)
      return refuses(401, 'Incorrect API key provided')(response, NO_REQUEST)
    if (request.method === 'GET' && request.url?.endsWith('/models')) {
      const data = this.models.map((id) => ({ id, object: 'model' }))
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ object: 'list', data }))
      return
    }
    const body: Record<string, unknown> = JSON.parse(Buffer.concat(chunks).toString('utf8'))
    const messages = body.messages as ChatRequest['messages'] // the wire's own shape, sent by the client under test
    const chat = { messages, body, headers: request.headers }
    this.requests.push(chat)
    const rule = this.#rules.find(({ match }) => promptOf(chat).includes(match))
    if (rule?.once) this.#rules = this.#rules.filter((other) => other !== rule)
    const reply = rule?.reply ?? refuses(500, 'The test has no answer for this prompt')
    reply(response, chat)
  }
}

const NO_REQUEST: ChatRequest = { messages: [], body: {}, headers: {} }

const replyOf = (reply: string | Reply): Reply => (typeof reply === 'string' ? says(reply) : reply)

function beginStream(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' })
  response.flushHeaders()
}

/** One piece of text as the wire has it. */
export const chunk = (content: string, finish: string | null = null): string =>
  `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'tiny', choices: [{ index: 0, delta: { content }, finish_reason: finish }] })}\n\n`

const USAGE = `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'tiny', choices: [], usage: { prompt_tokens: 12, completion_tokens: 34, total_tokens: 46 } })}\n\n`
const ENDING = `${chunk('', 'stop')}${USAGE}data: [DONE]\n\n`

/** A whole answer, in pieces of a few words. */
export const says =
  (text: string): Reply =>
  (response) => {
    beginStream(response)
    for (const piece of text.match(/[\s\S]{1,16}/g) ?? []) response.write(chunk(piece))
    response.end(ENDING)
  }

/** Exactly these bytes as an event stream, and the end. */
export const sends =
  (...pieces: readonly string[]): Reply =>
  (response) => {
    beginStream(response)
    for (const piece of pieces) response.write(piece)
    response.end()
  }

/** These bytes, and then the connection breaks. */
export const breaksOffAfter =
  (...pieces: readonly string[]): Reply =>
  (response) => {
    beginStream(response)
    response.write(pieces.join(''), () => response.destroy())
  }

export const refuses =
  (status: number, message: string, headers: Readonly<Record<string, string>> = {}): Reply =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers })
    response.end(JSON.stringify({ error: { message, type: 'refused', code: null, param: null } }))
  }
