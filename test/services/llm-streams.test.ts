import { describe, expect, it, onTestFinished } from 'vitest'
import { createModelService } from '#main/services/llm/model-port.ts'
import { TurnedClock } from '#test/support/turned-clock.ts'
import { delta, faultyServer, streams } from './support/faulty-server.ts'
import { call, failure } from './support/model-call.ts'
import { faulty } from './support/model-servers.ts'

describe('a stream of a model’s answer that is cut, stalls or is stopped', () => {
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
})
