import { describe, expect, it, onTestFinished } from 'vitest'
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

  it('says how far a stream came that was cut in the middle', async () => {
    const { service } = await faulty(streams(delta('Half an ans')))

    const asked = call(service, 'Hello')

    expect(await failure(asked.answer)).toMatchObject({
      code: 'model.cut-off',
      retryable: true,
      message: expect.stringContaining('broke off after 11 characters'),
    })
    expect(asked.text()).toBe('Half an ans')
  })

  it('says the same where the socket is torn down', async () => {
    const { service } = await faulty((response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.write(delta('Half'), () => response.socket?.destroy())
    })

    expect(await failure(call(service, 'Hello').answer)).toMatchObject({ code: 'model.cut-off', retryable: true })
  })

  it('takes an answer as whole that has its finish reason, even where the end mark is missing', async () => {
    const { service } = await faulty(streams(delta('All'), delta(' of it', 'stop')))

    expect(await call(service, 'Hello').answer).toMatchObject({ text: 'All of it', finishReason: 'stop' })
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

  it('gives up on a stream in which no byte comes for the time', async () => {
    const clock = new TurnedClock()
    const server = await faultyServer((response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.write(delta('Thinking'))
    })
    onTestFinished(() => server.close())
    const service = createModelService({
      clock,
      configuration: async () => ({
        baseUrl: server.baseUrl,
        apiKey: undefined,
        model: 'tiny',
        contextTokens: undefined,
      }),
    })
    const asked = call(service, 'Hello')
    await asked.heard('Thinking')

    clock.advance(59_000)
    clock.advance(61_000)

    expect(await failure(asked.answer)).toMatchObject({
      code: 'model.stalled',
      retryable: true,
      message: expect.stringContaining('sent nothing for 60 s'),
    })
    expect(clock.pending).toBe(0)
  })

  it('closes the connection at once when it is stopped', async () => {
    let hungUp = (): void => {}
    const closed = new Promise<void>((resolve) => {
      hungUp = resolve
    })
    const { service } = await faulty((response) => {
      response.on('close', hungUp)
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.write(delta('Once upon'))
    })
    const asked = call(service, 'Hello')
    await asked.heard('Once upon')

    asked.abort.abort(new Error('stopped by a person'))

    await expect(asked.answer).rejects.toThrow('stopped by a person')
    await closed
  })

  it('stops also while the server has not begun to answer', async () => {
    let asking = (): void => {}
    const arrived = new Promise<void>((resolve) => {
      asking = resolve
    })
    const { service } = await faulty(() => asking())
    const asked = call(service, 'Hello')
    await arrived

    asked.abort.abort(new Error('stopped by a person'))

    await expect(asked.answer).rejects.toThrow('stopped by a person')
  })

  it('tells that the answer reached its longest', async () => {
    const { service } = await faulty(streams(delta('And then', 'length'), DONE))
    const asked = call(service, 'Hello')

    expect(await asked.answer).toMatchObject({ finishReason: 'length' })
    expect(asked.notices).toEqual(['model.length'])
  })
})
