/** A model server that sends exactly the bytes a test wants, and tells when a client hangs up. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface FaultyServer {
  readonly baseUrl: string
  /** Bodies of the chat requests so far, parsed. */
  readonly bodies: readonly Record<string, unknown>[]
  readonly headers: readonly IncomingMessage['headers'][]
  close(): Promise<void>
}

export type Reply = (response: ServerResponse, request: IncomingMessage) => void

export async function faultyServer(...replies: readonly Reply[]): Promise<FaultyServer> {
  const bodies: Record<string, unknown>[] = []
  const headers: IncomingMessage['headers'][] = []
  const server = createServer(async (request, response) => {
    const chunks: Uint8Array[] = []
    for await (const chunk of request) chunks.push(chunk)
    const text = Buffer.concat(chunks).toString()
    const reply = replies[Math.min(headers.length, replies.length - 1)]
    headers.push(request.headers)
    if (text !== '') bodies.push(JSON.parse(text))
    reply?.(response, request)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // a TCP server has no other address
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    bodies,
    headers,
    close: () => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

export const delta = (content: string, finish: string | null = null): string =>
  `data: ${JSON.stringify({ id: 'c', model: 'tiny', choices: [{ index: 0, delta: { content }, finish_reason: finish }] })}\n\n`

export const DONE = 'data: [DONE]\n\n'

/** Sends these pieces as an event stream and ends. */
export const streams =
  (...pieces: readonly string[]): Reply =>
  (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    for (const piece of pieces) response.write(piece)
    response.end()
  }

/** Refuses with this status and JSON body. */
export const refuses =
  (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Reply =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers })
    response.end(typeof body === 'string' ? body : JSON.stringify(body))
  }
