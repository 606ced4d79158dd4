import { describe, expect, it } from 'vitest'
import { DemoModel } from '#main/services/llm/demo-model.ts'
import { createModelService } from '#main/services/llm/model-port.ts'
import type { Json } from '#shared/json.ts'
import { TurnedClock } from '#test/support/turned-clock.ts'
import { type Call, call } from './support/model-call.ts'

const DIFF = `diff --git a/src/ledger.ts b/src/ledger.ts
index 1111111..2222222 100644
--- a/src/ledger.ts
+++ b/src/ledger.ts
@@ -10,3 +10,5 @@ export function total() {
 const a = 1
+console.log('here')
+const share = total / count
-const b = 2
+const b = 3
 const c = 4
diff --git a/notes.md b/notes.md
new file mode 100644
--- /dev/null
+++ b/notes.md
@@ -0,0 +1,2 @@
+# Notes
+shorter days
diff --git a/old.ts b/old.ts
deleted file mode 100644
--- a/old.ts
+++ /dev/null
@@ -1 +0,0 @@
-gone
`

/** Turns the clock as fast as the model asks for time. */
async function spoken(asked: Call, clock: TurnedClock): Promise<{ text: string; ms: number }> {
  const begun = clock.now()
  let done = false
  const answer = asked.answer.finally(() => {
    done = true
  })
  while (!done) {
    clock.advance(1)
    await Promise.resolve()
  }
  return { text: (await answer).text, ms: clock.now() - begun }
}

async function ask(prompt: string, schema?: Json): Promise<string> {
  const clock = new TurnedClock()
  return (
    await spoken(
      call(new DemoModel(clock), prompt, schema === undefined ? {} : { schema: { name: 'answer', schema } }),
      clock,
    )
  ).text
}

describe('the demo model', () => {
  it('answers where nothing is configured, and says that it is one', async () => {
    const clock = new TurnedClock()
    const service = createModelService({ clock, configuration: async () => null })
    const asked = call(service, 'Say hello to Ada.')

    const { text } = await spoken(asked, clock)

    expect(text).toMatch(/^Demo model: hello, Ada!/)
    expect(await asked.answer).toMatchObject({
      demo: true,
      model: 'demo',
      finishReason: 'stop',
      usage: { inputTokens: 5 },
    })
    expect(asked.text()).toBe(text)
    expect(asked.notices).toEqual(['model.demo'])
  })

  it('gives the same answer twice', async () => {
    expect(await ask(`Review.\n${DIFF}`)).toBe(await ask(`Review.\n${DIFF}`))
  })

  it('reviews the files and added lines of a diff', async () => {
    const text = await ask(`Review this diff.\n${DIFF}\n`)

    expect(text).toMatch(/^Demo model:/)
    expect(text).toContain('2 files changed, 5 lines added, 2 lines removed.')
    expect(text.match(/^- `[^`]+:\d+` .*/gm)).toEqual([
      expect.stringMatching(/^- `src\/ledger\.ts:11` This looks like output for debugging/),
      expect.stringMatching(/^- `src\/ledger\.ts:12` A division/),
      expect.stringMatching(/^- `notes\.md:1` Added: `# Notes`/),
    ])
  })

  it('takes the feedback behind the diff, not words inside it', async () => {
    const long = await ask(`Review this diff.\n${DIFF}\n`)
    const short = await ask(`Review this diff.\n${DIFF}\nshorter`)

    expect(short.match(/^- `/gm)).toHaveLength(2)
    expect(short.length).toBeLessThan(long.length / 2)
  })

  it('speaks a long text within a few seconds', async () => {
    const clock = new TurnedClock()
    const many = Array.from(
      { length: 200 },
      (_, index) => `+++ b/file${index}.ts\n@@ -0,0 +1 @@\n+const x${index} = 1`,
    ).join('\n')

    expect((await spoken(call(new DemoModel(clock), many), clock)).ms).toBeLessThan(5_000)
  })

  it('stops in mid-word', async () => {
    const clock = new TurnedClock()
    const asked = call(new DemoModel(clock), 'Hello')
    await asked.heard('Demo')

    asked.abort.abort(new Error('stopped'))

    await expect(asked.answer).rejects.toThrow('stopped')
    expect(clock.pending).toBe(0)
  })

  it('fills a list of places from what the prompt names', async () => {
    const schema = {
      type: 'object',
      required: ['findings'],
      properties: {
        findings: {
          type: 'array',
          items: {
            type: 'object',
            required: ['file', 'line', 'remark', 'severity'],
            properties: {
              file: { type: 'string' },
              line: { type: 'integer' },
              remark: { type: 'string' },
              severity: { enum: ['low', 'high'] },
            },
          },
        },
      },
    }

    expect(JSON.parse(await ask('Findings:\n- `src/a.ts:12` Check this.\n- lib/b.py:3 And this.', schema))).toEqual({
      findings: [
        { file: 'src/a.ts', line: 12, remark: 'Check this.', severity: 'low' },
        { file: 'lib/b.py', line: 3, remark: 'And this.', severity: 'low' },
      ],
    })
    expect(JSON.parse(await ask(DIFF, schema)).findings).toHaveLength(3)
  })

  it.each<[string, Json, Json]>([
    [
      'strings and numbers within bounds',
      {
        type: 'object',
        properties: {
          a: { type: 'string', minLength: 6 },
          b: { type: 'integer', minimum: 3 },
          c: { type: 'number', exclusiveMinimum: 0, maximum: 1 },
        },
      },
      { a: 'Demo..', b: 3, c: 1 },
    ],
    [
      'enums, constants and defaults',
      { type: 'object', properties: { a: { enum: ['x', 'y'] }, b: { const: 7 }, c: { default: [1] } } },
      { a: 'x', b: 7, c: [1] },
    ],
    [
      'references and alternatives',
      {
        $defs: { n: { type: 'boolean' } },
        type: 'array',
        minItems: 2,
        items: { anyOf: [{ $ref: '#/$defs/n' }, { type: 'null' }] },
      },
      [true, true],
    ],
    [
      'parts of a whole',
      {
        allOf: [
          { type: 'object', properties: { a: { type: 'boolean' } } },
          { required: ['b'], properties: { b: { type: 'null' } } },
        ],
      },
      { a: true, b: null },
    ],
  ])('makes a value for a schema with %s', async (_, schema, value) => {
    expect(JSON.parse(await ask('Anything', schema))).toEqual(value)
  })

  it('greets whom the bundled /hello names, and shorter when asked', async () => {
    const prompt =
      'Write a friendly greeting to ada, who has just opened Slashflow for the first time. Two or three sentences.'
    const first = await ask(prompt)
    const again = await ask(
      `${prompt}\n\nThis is your previous greeting:\n\n${first}\n\nThe person rejected it and said: shorter\nWrite the greeting again.`,
    )

    expect(first).toMatch(/^Demo model: hello, ada!/)
    expect(again).toBe('Demo model: hello, ada!\n')
  })

  it('takes no wish from the code that an earlier review quotes', async () => {
    const first = await ask(`Review.\n${DIFF}`)

    expect(
      await ask(`Review.\n${first.replace('# Notes', 'shorter days')}\nThe person said: more detail\n${DIFF}`),
    ).toBe(first)
  })

  it('finds places in a review as it writes them, graded in the middle', async () => {
    const schema = {
      type: 'object',
      properties: {
        findings: {
          type: 'array',
          items: {
            type: 'object',
            properties: {
              file: { type: 'string' },
              line: { type: 'integer' },
              severity: { enum: ['high', 'medium'] },
              finding: { type: 'string' },
            },
          },
        },
      },
    }
    const { findings } = JSON.parse(await ask('Findings: - `Makefile:3` Tabs.\n- `a b.md:4`: Blank.', schema))

    expect(findings).toEqual([
      { file: 'Makefile', line: 3, severity: 'medium', finding: 'Tabs.' },
      { file: 'a b.md', line: 4, severity: 'medium', finding: 'Blank.' },
    ])
  })
})
