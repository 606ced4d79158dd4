import { describe, expect, it } from 'vitest'
import { createModelService } from '#main/services/llm/model-port.ts'
import { TurnedClock } from '#test/support/turned-clock.ts'
import { DONE, delta, faultyServer, refuses, streams } from './support/faulty-server.ts'
import { call, failure } from './support/model-call.ts'
import { faulty, mock, serviceAt } from './support/model-servers.ts'

describe('a model behind an OpenAI-compatible server', () => {
  it('streams the text as it arrives and tells model, reason and usage', async () => {
    const { mock: server, service } = await mock()
    server.onMessage('tides', { content: 'The moon pulls the sea.' }, { chunkSize: 4 })

    const asked = call(service, 'Explain tides')

    expect(await asked.answer).toEqual({
      text: 'The moon pulls the sea.',
      model: 'gpt-4o',
      finishReason: 'stop',
      usage: { inputTokens: expect.any(Number), outputTokens: expect.any(Number) },
      demo: false,
    })
    expect(asked.text()).toBe('The moon pulls the sea.')
  })

  it.each([
    ['dropRate', { dropRate: 1 }, 'model.server-error'],
    ['malformedRate', { malformedRate: 1 }, 'model.malformed'],
    ['rateLimitRate', { rateLimitRate: 1 }, 'model.rate-limited'],
  ])('names what chaos (%s) did', async (_, chaos, code) => {
    const { mock: server, service } = await mock()
    server.onMessage('tides', { content: 'The moon.' })
    server.setChaos(chaos)

    expect(await failure(call(service, 'Explain tides').answer)).toMatchObject({ code, retryable: true })
  })

  it('tells a connection that breaks before any answer from a broken stream', async () => {
    const { mock: server, service } = await mock()
    server.onMessage('tides', { content: 'The moon.' })
    server.setChaos({ disconnectRate: 1 })

    expect(['model.cut-off', 'model.unreachable']).toContain(
      (await failure(call(service, 'Explain tides').answer)).code,
    )
  })

  it('says that nothing listens at the address', async () => {
    const gone = await faultyServer(() => {})
    await gone.close()

    expect(await failure(call(serviceAt(gone.baseUrl), 'Hello').answer)).toEqual({
      code: 'model.unreachable',
      message: `Cannot reach the model server at ${gone.baseUrl}: connection refused. Is it running? Check Settings > Model.`,
      retryable: true,
      retryAfterMs: undefined,
    })
  })

  it('refuses an address that is none', async () => {
    expect(await failure(call(serviceAt('localhost'), 'Hello').answer)).toMatchObject({
      code: 'model.unreachable',
      retryable: false,
    })
  })

  it.each([
    [401, 'model.unauthorized', false],
    [403, 'model.forbidden', false],
    [400, 'model.bad-request', false],
    [404, 'model.not-found', false],
    [500, 'model.server-error', true],
    [503, 'model.server-error', true],
  ])('maps HTTP %i to %s and never shows the key', async (status, code, retryable) => {
    const { service } = await faulty(refuses(status, { error: { message: 'No good: sk-very-secret' } }))

    const error = await failure(call(service, 'Hello').answer)

    expect(error).toMatchObject({ code, retryable })
    expect(error.message).toContain('No good: [key]')
    expect(error.message).not.toContain('sk-very-secret')
  })

  it('names the missing model and says how to choose one', async () => {
    const { service } = await faulty(refuses(404, { error: 'model "tiny" not found, try pulling it first' }))

    expect((await failure(call(service, 'Hello').answer)).message).toMatch(
      /does not have the model "tiny".*Settings > Model.*SLASHFLOW_MODEL/,
    )
  })

  it.each([
    ['seconds', '7', 7_000],
    ['a date', new Date(Date.UTC(2026, 0, 1, 0, 0, 12)).toUTCString(), 12_000],
  ])('honours Retry-After in %s', async (_, header, ms) => {
    const { server } = await faulty(refuses(429, { error: { message: 'Slow down' } }, { 'retry-after': header }))
    const service = createModelService({
      clock: new TurnedClock(),
      configuration: async () => ({
        baseUrl: server.baseUrl,
        apiKey: undefined,
        model: 'tiny',
        contextTokens: undefined,
      }),
    })

    expect(await failure(call(service, 'Hello').answer)).toMatchObject({
      code: 'model.rate-limited',
      retryable: true,
      retryAfterMs: ms,
    })
  })

  it('sends no authorization where no key is set', async () => {
    const { server } = await faulty(streams(delta('Hi', 'stop'), DONE))

    await call(serviceAt(server.baseUrl), 'Hello').answer

    expect(server.headers[0]?.authorization).toBeUndefined()
  })

  it.each([
    ['not JSON', [delta('Fine'), 'data: {"choices":[{"delta":{"content":"Hel\n\n', DONE]],
    ['of another shape', [delta('Fine'), 'data: {"choices":"none"}\n\n', DONE]],
    ['no events at all', ['hello, I am a proxy\n\n']],
  ])('calls a chunk malformed that is %s', async (_, pieces) => {
    const { service } = await faulty(streams(...pieces))

    expect(await failure(call(service, 'Hello').answer)).toMatchObject({ code: 'model.malformed', retryable: true })
  })

  it('calls a web page in place of an answer malformed', async () => {
    const { service } = await faulty((response) => {
      response.writeHead(200, { 'content-type': 'text/html' })
      response.end('<html>Sign in</html>')
    })

    expect(await failure(call(service, 'Hello').answer)).toMatchObject({
      code: 'model.malformed',
      message: expect.stringContaining('/v1'),
    })
  })

  it('reads an error inside the stream', async () => {
    const { service } = await faulty(
      streams(delta('So far'), 'data: {"error":{"message":"Overloaded","code":529}}\n\n'),
    )

    expect(await failure(call(service, 'Hello').answer)).toMatchObject({
      code: 'model.server-error',
      message: expect.stringContaining('Overloaded'),
    })
  })

  it('reads a whole answer from a server that does not stream', async () => {
    const { service } = await faulty(
      refuses(200, { model: 'tiny', choices: [{ message: { content: 'All at once' }, finish_reason: 'stop' }] }),
    )

    expect(await call(service, 'Hello').answer).toMatchObject({ text: 'All at once', model: 'tiny' })
  })

  it('tells that the answer reached its longest', async () => {
    const { service } = await faulty(streams(delta('And then', 'length'), DONE))
    const asked = call(service, 'Hello')

    expect(await asked.answer).toMatchObject({ finishReason: 'length' })
    expect(asked.notices).toEqual(['model.length'])
  })
})
