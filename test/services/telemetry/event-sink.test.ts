/** A listener outside: it gets every event in order, and holds nobody up when it does not. */
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { EventSink, LONGEST_QUEUE } from '#main/services/telemetry/event-sink.ts'
import { httpReceiver } from '#main/services/telemetry/http-receiver.ts'
import type { Logger } from '#main/services/telemetry/logger.ts'
import type { RunEvent } from '#shared/events/event.ts'
import { eventsOf, notice } from './events.ts'

let server: Server
let answers: number
let got: RunEvent[]
let tokens: (string | undefined)[]
let warned: string[]
let waiting: (() => void)[] = []

beforeEach(async () => {
  answers = 204
  got = []
  tokens = []
  warned = []
  waiting = []
  server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    tokens.push(request.headers.authorization)
    if (answers < 300) got.push(...(JSON.parse(body) as { events: RunEvent[] }).events) // sent by the sink under test
    response.writeHead(answers).end()
    for (const look of waiting) look()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
})
afterEach(() => server.close())

const logger: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: (message) => void warned.push(message),
  error: (message) => void warned.push(message),
}

/** Resolves when as many have come. */
function received(count: number): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (got.length >= count) resolve()
    }
    waiting.push(look)
    look()
  })
}

const sinkTo = (log: readonly RunEvent[]): EventSink =>
  new EventSink({
    receiver: httpReceiver({
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/events?key=hidden`, // it listens on TCP
      token: async () => 'secret-token',
    }),
    logger,
    readBack: (position) => log.filter((event) => event.position > position).slice(0, 400),
  })

describe('an HTTP sink', () => {
  it('gets every event once and in order, with the token that a secret names', async () => {
    const events = eventsOf(
      'run1',
      Array.from({ length: 250 }, (_, index) => notice(`${index}`)),
    )
    const sink = sinkTo(events)
    for (const event of events) sink.take(event)
    await received(events.length)

    expect(got).toEqual(events)
    expect(new Set(tokens)).toEqual(new Set(['Bearer secret-token']))
    await sink.close()
    expect(sink.figures()).toMatchObject({ sent: 250, queued: 0, failures: 0 })
  })

  it('reads back what did not fit into its queue, without the runs of other processes, and says that it fell behind', async () => {
    const events = eventsOf(
      'run1',
      Array.from({ length: LONGEST_QUEUE * 2 }, (_, index) => notice(`${index}`)),
    )
    const foreign = eventsOf('other', [notice('not mine')], LONGEST_QUEUE * 3)
    const sink = sinkTo([...events, ...foreign])
    for (const event of events) sink.take(event)
    expect(sink.figures().queued).toBe(LONGEST_QUEUE)
    await received(events.length)

    expect(got).toEqual(events)
    expect(warned).toEqual([expect.stringContaining('is full')])
    await sink.close()
  })

  it('tries again what was refused, and tells the same trouble once', async () => {
    answers = 503
    const events = eventsOf('run1', [notice('a'), notice('b')])
    const sink = sinkTo(events)
    for (const event of events) sink.take(event)
    await new Promise<void>((resolve) => waiting.push(resolve))
    answers = 200
    await received(2)

    expect(got).toEqual(events)
    expect(warned).toEqual([expect.stringMatching(/^http [^?]+ takes no events: it answered 503$/)])
    await sink.close()
  })

  it('does not hold up a process that ends while nobody listens, and says what was not sent', async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
    const sink = sinkToNobody()
    sink.take(eventsOf('run1', [notice('lost')])[0] as RunEvent) // there is one
    await sink.close()
    expect(warned.at(-1)).toContain('They are in the event log')
  })
})

function sinkToNobody(): EventSink {
  return new EventSink({
    receiver: { name: 'nobody', send: () => Promise.reject(new Error('nobody there')) },
    logger,
    readBack: () => [],
  })
}
