/** Everything that a model server can do wrong, as the person at the terminal reads it. */
import { LLMock } from '@copilotkit/aimock'
import { describe, expect, onTestFinished } from 'vitest'
import { breaksOffAfter, chunk, promptOf, refuses, says, sends } from '#test/support/model-server.ts'
import type { SlashflowProcess } from '#test/support/slashflow-process.ts'
import { type CommandLine, it } from './command-line.ts'

const CALL = ['run', 'call.flow.json', '--json', '--approve', 'all']

const SCHEMA = {
  type: 'object',
  properties: { sum: { type: 'integer' } },
  required: ['sum'],
  additionalProperties: false,
}

/** A command of one model call. */
function call(more: object = {}, config: object = {}): string {
  return JSON.stringify({
    format: 'slashflow/1',
    name: 'call',
    nodes: [
      { id: 'start', kind: 'start' },
      { id: 'ask', kind: 'prompt', config: { prompt: 'Add it up.', ...config }, ...more },
    ],
    edges: [{ from: 'start', to: 'ask' }],
  })
}

async function failure(run: SlashflowProcess) {
  const { code } = await run.exit
  const { data } = await run.event('run.failed')
  return {
    exit: code,
    code: data.code,
    message: data.message,
    notices: run.events.flatMap((event) => (event.type === 'node.noticed' ? [event.data.code] : [])),
  }
}

describe('a model server that', () => {
  it('cannot be reached is named, with where to look', async ({ slashflow, repository, model }) => {
    repository.write('call.flow.json', call())
    await model.close()

    expect(await failure(slashflow.start(CALL))).toMatchObject({
      exit: 1,
      code: 'model.unreachable',
      message: expect.stringMatching(/Cannot reach the model server at http.*connection refused.*Settings/),
    })
  })

  it('does not accept the key says so, and is asked once only', async ({ slashflow, repository, model }) => {
    repository.write('call.flow.json', call({ retry: { attempts: 3 } }))
    model.answer('Add', refuses(401, 'Incorrect API key provided'))

    expect(await failure(slashflow.start(CALL))).toMatchObject({
      exit: 1,
      code: 'model.unauthorized',
      message: expect.stringContaining('does not accept the key'),
    })
    expect(model.requests).toHaveLength(1)
  })

  it('has too many requests is asked again when it said', async ({ slashflow, repository, model }) => {
    repository.write('call.flow.json', call({ retry: { attempts: 2, delay: '1ms', jitter: false } }))
    model.answer('Add', '42').answerOnce('Add', refuses(429, 'Slow down', { 'retry-after': '1' }))
    const run = slashflow.start(CALL)

    expect((await run.exit).code).toBe(0)
    const { at, data } = await run.event('node.failed', 'ask')
    expect(data).toMatchObject({ code: 'model.rate-limited', message: expect.stringContaining('It asks to wait 1 s') })
    // Counted from between the two events, however long that is on a machine that does much else.
    const began = (await run.event('node.started', 'ask')).at
    const due = Date.parse(data.retryAt ?? '')
    expect([due >= Date.parse(began) + 1_000, due <= Date.parse(at) + 1_000]).toEqual([true, true])
    expect((await run.event('run.succeeded')).data.result).toMatchObject({ text: '42' })
  })

  it('is broken for a moment is asked again', async ({ slashflow, repository, model }) => {
    repository.write('call.flow.json', call({ retry: { attempts: 3, delay: '1ms' } }))
    model.answer('Add', '42').answerOnce('Add', refuses(500, 'Out of order')).answerOnce('Add', refuses(503, 'Still'))
    const run = slashflow.start(CALL)

    expect((await run.exit).code).toBe(0)
    expect(run.events.flatMap((event) => (event.type === 'node.failed' ? [event.data.code] : []))).toEqual([
      'model.server-error',
      'model.server-error',
    ])
  })

  it('sends what is no chunk is said to do so', async ({ slashflow, repository, model }) => {
    repository.write('call.flow.json', call())
    model.answer('Add', sends(chunk('4'), 'data: {"choices": [\n\n'))

    expect(await failure(slashflow.start(CALL))).toMatchObject({
      exit: 1,
      code: 'model.malformed',
      message: expect.stringContaining('cannot be read'),
    })
  })

  it('breaks off in the middle leaves the partial text in the log', async ({ slashflow, repository, model }) => {
    repository.write('call.flow.json', call())
    model.answer('Add', breaksOffAfter(chunk('Forty')))
    const run = slashflow.start(CALL)

    expect(await failure(run)).toMatchObject({
      exit: 1,
      code: 'model.cut-off',
      message: expect.stringContaining('after 5 characters'),
    })
    expect((await run.event('node.streamed', 'ask')).data.text).toBe('Forty')
  })

  it('stalls is given up after the time that is set', async ({ slashflow, repository, model }) => {
    repository.write('call.flow.json', call())
    const stream = model.hold('Add')
    const run = slashflow.start(CALL, { env: { SLASHFLOW_STALL_AFTER: '300ms' } })
    await stream.write('Forty')

    expect(await failure(run)).toMatchObject({
      exit: 1,
      code: 'model.stalled',
      message: expect.stringContaining('sent nothing for 0.3 s'),
    })
    await stream.hungUp
  })
})

describe('structured output', () => {
  const config = { schema: SCHEMA }

  it('that does not match is repaired once', async ({ slashflow, repository, model }) => {
    repository.write('call.flow.json', call({}, config))
    model.answer('Add', '{ "sum": 42 }').answerOnce('Add', '{ "sum": "forty-two" }')
    const run = slashflow.start(CALL)

    expect((await run.exit).code).toBe(0)
    expect((await run.event('run.succeeded')).data.result).toMatchObject({ json: { sum: 42 } })
    expect(model.requests).toHaveLength(2)
    expect(model.requests[1] && promptOf(model.requests[1])).toMatch(/forty-two[\s\S]*does not match the JSON Schema/)
  })

  it('that still does not match fails with the text', async ({ slashflow, repository, model }) => {
    repository.write('call.flow.json', call({}, config))
    model.answer('Add', 'I would rather not.')

    const run = slashflow.start(CALL)
    expect(await failure(run)).toMatchObject({ exit: 1, code: 'prompt.schema-mismatch' })
    expect((await run.event('node.failed', 'ask')).data.detail).toMatchObject({ text: 'I would rather not.' })
    expect(model.requests).toHaveLength(2)
  })

  it('falls back to words where the server takes no schema, and says so', async ({ slashflow, repository, model }) => {
    repository.write('call.flow.json', call({}, config))
    model.answer('Add', (response, request) =>
      request.body.response_format
        ? refuses(400, 'response_format is not supported')(response, request)
        : says('{ "sum": 42 }')(response, request),
    )
    const run = slashflow.start(CALL)

    expect((await run.exit).code).toBe(0)
    expect((await run.event('node.noticed', 'ask')).data.code).toBe('model.schema-refused')
  })
})

/** aimock with one of its chaos modes always on. */
describe('chaos', () => {
  async function chaotic(slashflow: CommandLine, chaos: Parameters<LLMock['setChaos']>[0]) {
    const mock = new LLMock({ port: 0 })
    mock.onMessage(/.*/, { content: 'Forty-two, as ever.' }).setChaos(chaos)
    await mock.start()
    onTestFinished(() => mock.stop())
    return { mock, run: slashflow.start(CALL, { env: { OPENAI_BASE_URL: `${mock.url}/v1` } }) }
  }

  it('that is off answers', async ({ slashflow, repository }) => {
    repository.write('call.flow.json', call())
    const { run } = await chaotic(slashflow, {})
    expect((await run.exit).code).toBe(0)
    expect((await run.event('run.succeeded')).data.result).toMatchObject({ text: 'Forty-two, as ever.' })
  })

  const MODES = [
    { mode: 'drops every request', chaos: { dropRate: 1 }, code: 'model.server-error' },
    { mode: 'answers with what is no JSON', chaos: { malformedRate: 1 }, code: 'model.malformed' },
    { mode: 'refuses for the rate', chaos: { rateLimitRate: 1 }, code: 'model.rate-limited' },
    { mode: 'hangs up', chaos: { disconnectRate: 1 }, code: 'model.unreachable' },
  ] as const
  for (const { mode, chaos, code } of MODES) {
    it(`that ${mode} fails with ${code}, after the attempts of the node`, async ({ slashflow, repository }) => {
      repository.write('call.flow.json', call({ retry: { attempts: 2, delay: '1ms' } }))
      const { mock, run } = await chaotic(slashflow, chaos)

      expect(await failure(run)).toMatchObject({ exit: 1, code })
      expect(run.events.filter(({ type }) => type === 'node.failed')).toHaveLength(2)
      expect(mock.getRequests()).toHaveLength(2)
    })
  }

  it('that comes and goes is survived by retries', async ({ slashflow, repository }) => {
    repository.write('call.flow.json', call({ retry: { attempts: 4, delay: '1ms' } }))
    const mock = new LLMock({ port: 0 })
    mock.onMessage(/.*/, { content: 'Forty-two, as ever.' })
    for (const status of [500, 502, 503]) mock.nextRequestError(status)
    await mock.start()
    onTestFinished(() => mock.stop())
    const run = slashflow.start(CALL, { env: { OPENAI_BASE_URL: `${mock.url}/v1` } })

    expect((await run.exit).code).toBe(0)
    expect(run.events.filter(({ type }) => type === 'node.failed')).toHaveLength(3)
  })
})
