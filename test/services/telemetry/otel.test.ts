/** A run as a collector receives it, over the real wire. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { otelReceiver } from '#main/services/telemetry/otel-receiver.ts'
import { traceIdOf } from '#main/services/telemetry/span-ids.ts'
import { eventsOf } from './events.ts'

it('sends a run as one trace to the collector’s address for traces', async () => {
  const bodies: { url: string | undefined; text: string }[] = []
  const collector = createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += chunk
    bodies.push({ url: request.url, text })
    response.writeHead(200, { 'Content-Type': 'application/json' }).end('{}')
  })
  collector.listen(0, '127.0.0.1')
  await once(collector, 'listening')
  const { port } = collector.address() as AddressInfo // it listens on TCP
  const receiver = otelReceiver({ endpoint: `http://127.0.0.1:${port}`, version: '1.0.0', history: () => [] })

  await receiver.send(
    eventsOf('r1', [
      {
        type: 'run.started',
        data: { workflow: 'review', version: 'v1', args: {}, workspace: '', trusted: true, by: 'cli' },
      },
      { type: 'node.activated', data: { loop: { iteration: 0 } }, nodeId: 'one', iteration: 0, attempt: 1 },
      { type: 'node.completed', data: { port: 'out', output: null }, nodeId: 'one', iteration: 0, attempt: 1 },
      { type: 'run.succeeded', data: { result: null } },
    ]),
    new AbortController().signal,
  )
  await receiver.close?.()
  collector.close()

  expect(bodies.map(({ url }) => url)).toEqual(['/v1/traces'])
  const [span] = JSON.parse(bodies[0]?.text ?? '{}').resourceSpans[0].scopeSpans[0].spans
  expect(span).toMatchObject({ name: 'one', traceId: traceIdOf('r1'), startTimeUnixNano: '1767225601000000000' })
})
