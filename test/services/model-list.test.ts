import { describe, expect, it } from 'vitest'
import { createModelService } from '#main/services/llm/model-port.ts'
import { TurnedClock } from '#test/support/turned-clock.ts'
import { DONE, delta, refuses, streams } from './support/faulty-server.ts'
import { call } from './support/model-call.ts'
import { faulty, serviceAt } from './support/model-servers.ts'

describe('the list of models', () => {
  const list = { data: [{ id: 'b', max_model_len: 8_192 }, { id: 'a', meta: { n_ctx_train: 4_096 } }, { id: 'c' }] }

  it('is sorted and says what each takes', async () => {
    const { server, service } = await faulty(refuses(200, list))

    expect(await service.listModels(server.baseUrl, 'sk-mine')).toEqual([
      { id: 'a', contextTokens: 4_096 },
      { id: 'b', contextTokens: 8_192 },
      { id: 'c' },
    ])
    expect(server.headers[0]?.authorization).toBe('Bearer sk-mine')
  })

  it('gives the context of a model, the settings first', async () => {
    const { server } = await faulty(refuses(200, list))

    expect(await serviceAt(server.baseUrl).contextTokens('b')).toBe(8_192)
    expect(await serviceAt(server.baseUrl).contextTokens('unknown')).toBe(32_768)
    expect(await serviceAt(server.baseUrl, { model: 'b', contextTokens: 500 }).contextTokens('')).toBe(500)
    expect(await serviceAt('http://127.0.0.1:9/v1').contextTokens('')).toBe(32_768)
  })

  it('fails with a code and a sentence', async () => {
    const { server, service } = await faulty(refuses(401, { error: { message: 'Who are you?' } }))

    await expect(service.listModels(server.baseUrl, undefined)).rejects.toMatchObject({
      name: 'CallError',
      code: 'model.unauthorized',
      message: expect.stringContaining('wants a key, and none is set'),
    })
    await expect(service.listModels('http://127.0.0.1:9/v1', undefined)).rejects.toMatchObject({
      code: 'model.unreachable',
    })
  })

  it('waits ten seconds at most', async () => {
    const clock = new TurnedClock()
    const { server } = await faulty(() => clock.advance(10_000))
    const service = createModelService({ clock, configuration: async () => null })

    await expect(service.listModels(server.baseUrl, undefined)).rejects.toMatchObject({
      code: 'model.unreachable',
      message: expect.stringContaining('within 10 s'),
    })
  })

  it('chooses where only an address is configured, and says so', async () => {
    const { server } = await faulty(refuses(200, { data: [{ id: 'only' }] }), streams(delta('Hi', 'stop'), DONE))
    const asked = call(serviceAt(server.baseUrl, { model: '' }), 'Hello')

    expect(await asked.answer).toMatchObject({ text: 'Hi' })
    expect(asked.notices).toEqual(['model.chosen'])
    expect(server.bodies[0]).toMatchObject({ model: 'only' })
  })
})
