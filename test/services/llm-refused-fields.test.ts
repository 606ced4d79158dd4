import { describe, expect, it } from 'vitest'
import { DONE, delta, refuses, streams } from './support/faulty-server.ts'
import { call, failure } from './support/model-call.ts'
import { faulty } from './support/model-servers.ts'

describe('a server that refuses optional fields', () => {
  const schema = {
    name: 'find ings',
    schema: { type: 'object', properties: { ok: { type: 'boolean' } }, required: ['ok'], additionalProperties: false },
  }

  it('is asked again without stream_options', async () => {
    const { server, service } = await faulty(
      refuses(400, { error: { message: 'Unknown field: stream_options' } }),
      streams(delta('Hi', 'stop'), DONE),
    )

    expect(await call(service, 'Hello').answer).toMatchObject({ text: 'Hi' })
    await call(service, 'Hello').answer

    expect(server.bodies.map((body) => 'stream_options' in body)).toEqual([true, false, false])
  })

  it('gets the schema in the prompt, with a notice', async () => {
    const { server, service } = await faulty(
      refuses(400, { object: 'error', message: 'response_format is not supported' }),
      streams(delta('{"ok":true}', 'stop'), DONE),
    )
    const asked = call(service, 'Is it?', { schema })

    expect(await asked.answer).toMatchObject({ text: '{"ok":true}' })
    expect(asked.notices).toEqual(['model.schema-refused'])
    expect(server.bodies[0]).toMatchObject({
      response_format: { type: 'json_schema', json_schema: { name: 'find_ings', strict: true, schema: schema.schema } },
    })
    expect(server.bodies[1]).not.toHaveProperty('response_format')
    expect(JSON.stringify(server.bodies[1])).toContain('must match this JSON Schema')
  })

  it('fails where the refusal is about something else', async () => {
    const { server, service } = await faulty(
      refuses(400, { error: { message: "This model's maximum context length is 4096 tokens" } }),
    )

    const error = await failure(call(service, 'Hello').answer)

    expect(error).toMatchObject({
      code: 'model.bad-request',
      message: expect.stringContaining('set its context length under Settings > Model'),
    })
    expect(server.bodies).toHaveLength(1)
  })
})
