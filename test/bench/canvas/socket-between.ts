/**
 * A host between the page and ours: everything passes as it is, and the bench may tell the page more than the host does, by the
 * host's own outbox.
 */
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocket, WebSocketServer } from 'ws'
import { Outbox } from '#main/host/outbox.ts'

export class SocketBetween {
  readonly #target: URL
  readonly #server: Server
  readonly #hear: (message: string) => void
  readonly #outbox = new Outbox<string>(
    (told) => this.#say(`{"type":"broadcasts","told":[${told.join(',')}]}`),
    (text) => text.length,
  )
  /** Calls of the page that have no answer yet. */
  readonly #open = new Map<unknown, { readonly name: string; readonly at: number }>()
  readonly #took = new Map<string, number[]>()
  #page: WebSocket | undefined

  private constructor(target: URL, hear: (message: string) => void) {
    this.#target = target
    this.#hear = hear
    this.#server = createServer((asked, answer) => this.#pass(asked, answer))
    const sockets = new WebSocketServer({ server: this.#server })
    sockets.on('connection', (page, asked) => this.#join(page, asked))
  }

  /** `url` is that of the host, token and all; the page opens the one that is returned. */
  static async start(url: string, hear: (message: string) => void): Promise<{ between: SocketBetween; url: string }> {
    const between = new SocketBetween(new URL(url), hear)
    await new Promise<void>((resolve) => between.#server.listen(0, '127.0.0.1', resolve))
    const { port } = between.#server.address() as AddressInfo // a TCP server has no other address
    const own = new URL(url)
    own.port = String(port)
    return { between, url: own.href }
  }

  tell(name: string, payload: unknown): void {
    this.#outbox.put(JSON.stringify({ name, payload }))
  }

  /** The page knows what it asked for. */
  get isQuiet(): boolean {
    return this.#open.size === 0
  }

  /** Milliseconds that each call of this name took, and forgets them. */
  took(name: string): readonly number[] {
    const took = this.#took.get(name) ?? []
    this.#took.delete(name)
    return took
  }

  close(): void {
    this.#outbox.close()
    this.#page?.terminate()
    this.#server.closeAllConnections()
    this.#server.close()
  }

  #answered(id: unknown): void {
    const call = this.#open.get(id)
    this.#open.delete(id)
    if (call) this.#took.set(call.name, [...(this.#took.get(call.name) ?? []), performance.now() - call.at])
  }

  #say(message: string): void {
    if (this.#page?.readyState === WebSocket.OPEN) this.#page.send(message)
  }

  #pass(asked: IncomingMessage, answer: ServerResponse): void {
    const headers = {
      ...asked.headers,
      host: this.#target.host,
      ...(asked.headers.origin && { origin: this.#target.origin }),
    }
    const to = { host: this.#target.hostname, port: this.#target.port, path: asked.url, method: asked.method, headers }
    const passed = request(to, (answered) => {
      const policy = answered.headers['content-security-policy']
      // The policy allows sockets to the host by name, and the page talks to this one.
      const own = policy && {
        'content-security-policy': policy.toString().replaceAll(this.#target.host, asked.headers.host ?? ''),
      }
      answer.writeHead(answered.statusCode ?? 502, { ...answered.headers, ...own })
      answered.pipe(answer)
    })
    passed.on('error', () => answer.destroy())
    asked.pipe(passed)
  }

  /** The host takes only pages that it served itself, so it is told that this is one. */
  #join(page: WebSocket, asked: IncomingMessage): void {
    this.#page = page
    const host = new WebSocket(`ws://${this.#target.host}${asked.url ?? '/'}`, { origin: this.#target.origin })
    const early: string[] = []
    this.#open.clear()
    page.on('message', (data) => {
      const { type, id, name = '' }: Partial<Record<string, string>> = JSON.parse(String(data))
      if (type === 'call') this.#open.set(id, { name, at: performance.now() })
      if (host.readyState === WebSocket.OPEN) host.send(String(data))
      else early.push(String(data))
    })
    host.on('open', () => {
      for (const message of early) host.send(message)
    })
    host.on('message', (data) => {
      this.#hear(String(data))
      const { type, id }: Partial<Record<string, string>> = JSON.parse(String(data))
      if (type === 'result') this.#answered(id)
      page.send(String(data))
    })
    host.on('close', () => page.close())
    host.on('error', () => page.terminate())
    page.on('close', () => host.close())
  }
}
