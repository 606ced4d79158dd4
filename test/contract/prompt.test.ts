import { afterEach, describe, expect, it } from 'vitest'
import { refuses } from '#test/services/support/faulty-server.ts'
import { KindDriver, type KindDriverOptions } from './support/kind-driver.ts'
import { answers } from './support/real-adapters.ts'

let driver: KindDriver | undefined
afterEach(() => driver?.close())

const TOO_LONG = refuses(400, {
  error: {
    message: "This model's maximum context length is 2048 tokens, but the messages have more.",
    type: 'invalid_request_error',
  },
})
const SCHEMA = {
  type: 'object',
  properties: { line: { type: 'integer' } },
  required: ['line'],
  additionalProperties: false,
}

async function prompt(config: Parameters<KindDriver['run']>[0]['config'], options: KindDriverOptions) {
  driver = await KindDriver.create(options)
  return await driver.run({ kind: 'prompt', config })
}

/** The text of the last message of each request. */
const asked = (): readonly string[] =>
  (driver?.server.bodies ?? []).map((body) => {
    const messages = body.messages as readonly { content: string }[] // the wire format of chat completions
    return messages.at(-1)?.content ?? ''
  })

describe('a prompt', () => {
  it('sends system, messages and prompt in that order, and streams the answer', async () => {
    const ending = await prompt(
      {
        system: 'Be kind.',
        messages: [
          { role: 'user', content: 'Hi' },
          { role: 'assistant', content: 'Hello' },
        ],
        prompt: 'Bye',
      },
      { replies: [answers('Good bye')] },
    )

    expect(driver?.server.bodies[0]?.messages).toEqual([
      { role: 'system', content: 'Be kind.' },
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: 'Hello' },
      { role: 'user', content: 'Bye' },
    ])
    expect(ending).toMatchObject({
      leavesBy: 'out',
      output: { text: 'Good bye', finishReason: 'stop' },
      streamed: { text: 'Good bye' },
    })
  })

  it('gets as much of 20 MB as fits, with a note in the text and on the node', async () => {
    const line = `${'x'.repeat(99)}\n`
    const ending = await prompt({ prompt: `Review this.\n${line.repeat(200_000)}The end.` }, {})

    expect(asked()[0]).toMatch(
      /^Review this\.\n(x{99}\n)+\[… 19,9\d\d,\d{3} of 20,000,021 characters left out here: they do not fit the model's context of 32,768 tokens …\]\n(x{99}\n)+The end\.$/,
    )
    expect(Buffer.byteLength(asked()[0] ?? '')).toBeGreaterThan(60_000)
    expect(ending.notices).toEqual([
      {
        code: 'model.cut',
        message: expect.stringMatching(
          /^19,9\d\d,\d{3} of 20,000,021 characters of the prompt were left out: they do not fit/,
        ),
      },
    ])
  })

  it('asks again with half where the server says that it was too much', async () => {
    const ending = await prompt({ prompt: 'word '.repeat(4_000) }, { replies: [TOO_LONG, TOO_LONG, answers('Done')] })

    const [first = 0, second = 0, third = 0] = asked().map((text) => text.length)
    expect([second / first, third / second].map((share) => Math.round(share * 10) / 10)).toEqual([0.5, 0.5])
    expect(ending).toMatchObject({ leavesBy: 'out', output: { text: 'Done' } })
    expect(ending.notices.map((notice) => notice.code)).toEqual(['model.cut', 'model.cut'])
  })

  it('gives up after three cuts with what the server said', async () => {
    const ending = await prompt({ prompt: 'word '.repeat(4_000) }, { replies: [TOO_LONG] })

    expect(asked()).toHaveLength(4)
    expect(ending).toMatchObject({
      leavesBy: 'error',
      errorCode: 'model.bad-request',
      errorMessage: expect.stringContaining('maximum context length is 2048'),
    })
  })

  it('says that an answer is empty, and why the model ended', async () => {
    expect(await prompt({ prompt: 'Hello' }, { replies: [answers('', 'length')] })).toMatchObject({
      leavesBy: 'error',
      errorCode: 'model.empty',
      errorMessage: 'tiny gave an empty answer (finish reason: length).',
    })
  })
})

describe('a structured answer', () => {
  it('that does not match is sent back once with its errors', async () => {
    const ending = await prompt(
      { prompt: 'Where?', schema: SCHEMA },
      { replies: [answers('{ "line": "3" }'), answers('{ "line": 3 }')] },
    )

    expect(ending).toMatchObject({ leavesBy: 'out', output: { json: { line: 3 }, text: '{ "line": 3 }' } })
    expect(asked()[1]).toBe(
      'Your answer does not match the JSON Schema:\n- line: Expected integer, but it is string.\nAnswer again with the corrected JSON only.',
    )
    expect(ending.notices.map((notice) => notice.code)).toEqual(['model.repaired'])
  })

  it('that still does not match fails the node, with the errors and the text', async () => {
    const ending = await prompt(
      { prompt: 'Where?', schema: SCHEMA },
      { replies: [answers('Line three'), answers('{ "row": 3 }')] },
    )

    expect(ending).toMatchObject({
      leavesBy: 'error',
      errorCode: 'prompt.schema-mismatch',
      errorMessage:
        'The answer of tiny does not match the schema, also when asked again: The value does not have required property "line". row: This field is not allowed here.',
      detail: { text: '{ "row": 3 }', first: { errors: ['The answer is not JSON.'], text: 'Line three' } },
    })
  })

  it.each([
    ['in a fence', 'Here it is:\n```json\n{ "line": 3 }\n```\nBye'],
    ['between words', 'Sure: { "line": 3 }. Anything else?'],
  ])('is found %s', async (_, text) => {
    expect(await prompt({ prompt: 'Where?', schema: SCHEMA }, { replies: [answers(text)] })).toMatchObject({
      output: { json: { line: 3 } },
      notices: [],
    })
  })
})
