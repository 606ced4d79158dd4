/** /pr-review in a terminal, against a real repository and a model server over HTTP. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import type { RunEvent } from '#shared/events/event.ts'
import { promptOf } from '#test/support/model-server.ts'
import { ASKS_FINDINGS, ASKS_REVIEW, REVIEW, SHORT_REVIEW } from '#test/support/reviewing-model.ts'
import { it } from './command-line.ts'

const REVIEW_OF_MAIN = ['run', 'pr-review', 'base=main']

const trace = (events: readonly RunEvent[]): readonly string[] =>
  events
    .filter(({ type }) => /^(run|approval|node\.completed|node\.failed)/.test(type))
    .map(({ type, nodeId }) => (nodeId ? `${type} ${nodeId}` : type))

describe('slashflow run pr-review base=main', () => {
  it('reviews the branch and writes the approved review, with --approve all', async ({
    slashflow,
    repository,
    model,
  }) => {
    const { code, stdout, stderr } = await slashflow.run([...REVIEW_OF_MAIN, '--approve', 'all'])

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toContain(REVIEW)
    expect(stdout).toContain('20 % multiplies by 20.')
    expect(repository.read('review.md')).toBe(REVIEW)
    expect(promptOf(model.requests[0] ?? { messages: [], body: {}, headers: {} })).toContain('+export const discount')
  })

  it('asks once: what was approved stands for the write that follows', async ({ slashflow }) => {
    const run = slashflow.start([...REVIEW_OF_MAIN, '--json', '--approve', 'all'])

    expect((await run.exit).code).toBe(0)
    expect(trace(run.events)).toEqual([
      'run.started',
      'node.completed start',
      'node.completed diff',
      'node.completed changed',
      'node.completed review',
      'node.completed findings',
      'node.completed table',
      'approval.requested ok',
      'approval.decided ok',
      'node.completed ok',
      'node.completed save',
      'node.completed done',
      'run.succeeded',
    ])
  })

  it('prints with --json exactly the events of the log, and nothing else on standard output', async ({ slashflow }) => {
    const run = slashflow.start([...REVIEW_OF_MAIN, '--json', '--approve', 'all'])
    await run.exit

    expect(run.events).toEqual(await slashflow.log(run.runId))
    expect(run.events.map(({ seq }) => seq)).toEqual(run.events.map((_, index) => index))
  })

  it('prints the review while it streams', async ({ slashflow, model }) => {
    const stream = model.hold(ASKS_REVIEW)
    const run = slashflow.start([...REVIEW_OF_MAIN, '--approve', 'all'])

    await stream.write('Merge it')
    await run.says('Merge it')
    await stream.write(' after two fixes.')
    await run.says('Merge it after two fixes.')
    await stream.finish()
    expect((await run.exit).code).toBe(0)
  })

  it('exits with 3 once only a person is waited for, with --approve none; approve then finishes it', async ({
    slashflow,
    repository,
  }) => {
    const waiting = slashflow.start([...REVIEW_OF_MAIN, '--json', '--approve', 'none'])
    expect((await waiting.exit).code).toBe(3)
    expect(waiting.stderr).toContain('slashflow approve')
    expect(existsSync(join(repository.folder, 'review.md'))).toBe(false)

    const answered = await slashflow.run(['approve', waiting.runId, 'ok'])
    expect(answered.code).toBe(0)
    expect(repository.read('review.md')).toBe(REVIEW)
  })

  it('waits without a terminal until approve, in another process, answers', async ({ slashflow, repository }) => {
    const run = slashflow.start([...REVIEW_OF_MAIN, '--json'])
    await run.event('approval.requested', 'ok')

    const edited = await slashflow.run(['approve', run.runId, 'ok', '--edit', 'As I would say it.'])
    expect(edited.code).toBe(0)
    expect((await run.exit).code).toBe(0)
    expect(repository.read('review.md')).toBe('As I would say it.')
  })

  it('writes again with the feedback where the review is rejected', async ({ slashflow, model, repository }) => {
    const run = slashflow.start([...REVIEW_OF_MAIN, '--json'])
    await run.event('approval.requested', 'ok')
    model.answer('shorter', SHORT_REVIEW)
    await slashflow.run(['approve', run.runId, 'ok', '--reject', 'shorter'])
    await run.event('approval.requested', 'ok', 2)
    await slashflow.run(['approve', run.runId, 'ok'])

    expect((await run.exit).code).toBe(0)
    const [, again = ''] = model.prompts(ASKS_REVIEW)
    expect(again).toContain('shorter')
    expect(again).toContain(REVIEW)
    expect(repository.read('review.md')).toBe(SHORT_REVIEW)
  })

  it('stops from another process, and says what it stopped', async ({ slashflow, model }) => {
    const stream = model.hold(ASKS_REVIEW)
    const run = slashflow.start([...REVIEW_OF_MAIN, '--json'])
    await stream.write('Merge')
    await run.event('node.streamed', 'review')

    const stopped = await slashflow.run(['stop', run.runId])
    expect(stopped.code).toBe(0)
    expect(stopped.stdout).toMatch(/review/i)
    await stream.hungUp
    expect((await run.exit).code).toBe(130)
    expect((await run.event('run.interrupted')).data.receipt).toMatchObject([
      { nodeId: 'review', how: expect.stringContaining('abort') },
    ])
  })

  it('stops with a receipt on Ctrl+C, and resumes', async ({ slashflow, model, repository }) => {
    const stream = model.hold(ASKS_REVIEW)
    const run = slashflow.start([...REVIEW_OF_MAIN, '--json'])
    await stream.write('Merge')
    await run.event('node.streamed', 'review')
    run.kill('SIGINT')
    expect((await run.exit).code).toBe(130)

    const resumed = await slashflow.run(['resume', run.runId, '--approve', 'all'])
    expect(resumed.code).toBe(0)
    expect(repository.read('review.md')).toBe(REVIEW)
  })

  it('has nothing to approve where the branch has no changes', async ({ slashflow, repository, model }) => {
    repository.git('switch', '--quiet', 'main')
    const { code, stdout } = await slashflow.run(REVIEW_OF_MAIN)

    expect(code).toBe(0)
    expect(stdout).toContain('No changes against main')
    expect(model.requests).toEqual([])
  })

  it('shows and lists the run, and finds the log intact', async ({ slashflow }) => {
    const run = slashflow.start([...REVIEW_OF_MAIN, '--json', '--approve', 'all'])
    await run.exit

    const shown = await slashflow.run(['show', run.runId])
    expect(shown.stdout).toMatch(/review +completed/)
    expect(shown.stdout).toContain('succeeded')
    expect((await slashflow.run(['list'])).stdout).toContain(run.runId)
    expect(await slashflow.run(['verify', run.runId])).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('intact'),
    })
  })

  it('needs no server: the demo model answers, and says that it is one', async ({ slashflow, repository }) => {
    const { code, stdout } = await slashflow.run([...REVIEW_OF_MAIN, '--approve', 'all'], { demo: true })

    expect(code).toBe(0)
    expect(stdout).toMatch(/demo model/i)
    expect(repository.read('review.md')).toMatch(/demo/i)
  })
})

describe('the model server hears', () => {
  it('the key, the chosen model and a schema for the findings', async ({ slashflow, model }) => {
    await slashflow.run([...REVIEW_OF_MAIN, '--approve', 'all'])

    const findings = model.requests.find((request) => promptOf(request).includes(ASKS_FINDINGS))
    expect(findings?.headers.authorization).toBe('Bearer sk-of-the-test')
    expect(findings?.body).toMatchObject({ model: 'tiny', stream: true, response_format: { type: 'json_schema' } })
  })
})
