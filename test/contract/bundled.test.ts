import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { KIND_CHECKS } from '#main/nodes/check-config.ts'
import { DESCRIPTORS } from '#main/nodes/registry.ts'
import { canonicalText } from '#shared/workflow/canonical.ts'
import { checkWorkflow } from '#shared/workflow/checks.ts'
import { catalogOf } from '#shared/workflow/kind-descriptor.ts'
import { parseWorkflow } from '#shared/workflow/parse.ts'
import { answers } from './support/real-adapters.ts'
import { bundled, promptOf, Stories, textOf } from './support/stories.ts'

const CATALOG = catalogOf(DESCRIPTORS)
const stories = new Stories()
afterEach(() => stories.end())

const FINDINGS = JSON.stringify({
  findings: [
    { file: 'rate.js', line: 9, severity: 'low', finding: 'Name the default.' },
    { file: 'rate.js', line: 1, severity: 'high', finding: 'Hides a missing count.' },
  ],
})

describe.each(['hello', 'pr-review', 'changelog'])('/%s', (name) => {
  it('is a file in its canonical form, without an error or a warning', () => {
    expect(parseWorkflow(textOf(name)).problems).toEqual([])
    expect(checkWorkflow(bundled(name), CATALOG, KIND_CHECKS)).toEqual([])
    expect(canonicalText(bundled(name), CATALOG)).toBe(textOf(name))
  })
})

describe('/hello', () => {
  it('greets, asks, and gives back what was approved', async () => {
    const story = await stories.run('hello', { name: 'Ada' }, [answers('Hello Ada!')])
    await story.asked('ok')
    await story.engine.decide(story.runId, 'ok', 'approved')

    expect(await story.ended()).toMatchObject({ status: 'succeeded', result: 'Hello Ada!' })
  })

  it('greets again with what the person said', async () => {
    const story = await stories.run('hello', { name: 'Ada' }, [answers('Hello Ada!'), answers('Hi!')])
    await story.asked('ok')
    await story.engine.decide(story.runId, 'ok', 'rejected', 'Shorter')
    await story.asked('ok')

    expect(promptOf(story, 1)).toMatch(/This is your previous greeting:\\n\\nHello Ada!.*rejected it and said: Shorter/)
  })
})

describe('/pr-review', () => {
  const args = { base: 'main', depth: 'quick' }

  it('reviews the diff, shows the findings by file and line, and writes what was approved', async () => {
    const story = await stories.run(
      'pr-review',
      args,
      [answers('- `rate.js:1` hides it'), answers(FINDINGS)],
      stories.repository(),
    )
    const waiting = await story.asked('ok')
    expect(promptOf(story, 0)).toContain('|| 0')
    expect(waiting.nodes.get('table')?.output).toMatchObject({
      view: 'table',
      body: [
        { file: 'rate.js', line: 1 },
        { file: 'rate.js', line: 9 },
      ],
    })

    await story.engine.decide(story.runId, 'ok', 'approved', undefined, 'An edited review')
    expect(await story.ended()).toMatchObject({ status: 'succeeded', result: 'An edited review' })
    expect(readFileSync(join(story.workspace, 'review.md'), 'utf8')).toBe('An edited review')
    expect([...story.engine.state(story.runId).decisions]).toHaveLength(1)
  })

  it('is written again with the feedback when it is rejected', async () => {
    const replies = [answers('A long review'), answers(FINDINGS), answers('A review'), answers(FINDINGS)]
    const story = await stories.run('pr-review', args, replies, stories.repository())
    await story.asked('ok')
    await story.engine.decide(story.runId, 'ok', 'rejected', 'Shorter')
    const again = await story.asked('ok')

    expect(promptOf(story, 2)).toMatch(/A long review.*rejected it and said: Shorter.*\|\| 0/)
    expect([...again.waits.values()][0]?.request).toMatchObject({ payload: 'A review' })
  })

  it('ends where nothing has changed', async () => {
    const story = await stories.run('pr-review', { ...args, base: 'faster' }, [], stories.repository())

    expect(await story.ended()).toMatchObject({ status: 'succeeded', result: { body: 'No changes against faster' } })
    expect(story.engine.state(story.runId).nodes.get('nothing')?.output).toMatchObject({
      view: 'markdown',
      body: 'No changes against faster',
    })
    expect(story.server.bodies).toEqual([])
  })

  it('goes on to the approval without a table where the findings are no JSON', async () => {
    const story = await stories.run('pr-review', args, [answers('A review'), answers('No JSON')], stories.repository())
    const waiting = await story.asked('ok')

    expect(waiting.nodes.get('table')?.status).toBe('skipped')
    await story.engine.decide(story.runId, 'ok', 'approved')
    expect(await story.ended()).toMatchObject({ status: 'succeeded', result: 'A review' })
  })

  it('names a base that does not exist, the parameter it came by and the way out', async () => {
    const story = await stories.run('pr-review', { ...args, base: 'nope' }, [], stories.repository())

    expect((await story.ended()).error).toMatchObject({
      code: 'process.exit',
      nodeId: 'diff',
      message: expect.stringMatching(/no branch, tag or commit called nope .*its parameter base: run it again/),
    })
    expect(existsSync(join(story.workspace, 'review.md'))).toBe(false)
  })
})
