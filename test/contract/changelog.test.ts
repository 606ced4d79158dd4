import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { refuses } from '#test/services/support/faulty-server.ts'
import { answers } from './support/real-adapters.ts'
import { promptOf, Stories } from './support/stories.ts'

const stories = new Stories()
afterEach(() => stories.end())

describe('/changelog', () => {
  const args = { since: 'main', version: '1.1.0' }
  const OLD = '# Changelog\n\n## 1.0.0\n\n- Begin\n'
  const SECTION = /^## 1\.1\.0\n\n- No more NaN \([0-9a-f]{7,}\)\n$/

  /** Where git has somebody to commit as. */
  function committing(files: Readonly<Record<string, string>> = {}): string {
    const folder = stories.repository()
    gitIn(folder, 'config', 'user.name', 'Test')
    gitIn(folder, 'config', 'user.email', 'test@example.com')
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
    return folder
  }
  const gitIn = (folder: string, ...words: readonly string[]): string =>
    execFileSync('git', [...words], { cwd: folder, encoding: 'utf8' })
  const textIn = (folder: string): string => readFileSync(join(folder, 'CHANGELOG.md'), 'utf8')

  it('asks for a line about each commit, and writes and commits what was approved', async () => {
    const story = await stories.run('changelog', args, [answers('No more NaN\nReally.')], committing())
    const waiting = await story.asked('ok')
    expect(promptOf(story, 0)).toContain('|| 0')
    expect([...waiting.waits.values()][0]?.request).toMatchObject({ payload: expect.stringMatching(SECTION) })

    await story.engine.decide(story.runId, 'ok', 'approved')
    await story.asked('kept')
    await story.engine.answer(story.runId, 'kept', { action: 'commit' })
    const ended = await story.ended()
    expect(ended).toMatchObject({ status: 'succeeded', result: expect.stringMatching(SECTION) })
    // A repository without the file is nothing that failed.
    expect([...ended.nodes.values()].filter(({ status }) => status === 'failed')).toEqual([])
    expect(textIn(story.workspace)).toMatch(/^# Changelog\n\n## 1\.1\.0\n/)
    expect(gitIn(story.workspace, 'log', '-1', '--format=%s')).toBe('Changelog: 1.1.0\n')
    expect(gitIn(story.workspace, 'status', '--porcelain')).toBe('')
  })

  it('puts the new section before the older ones, and leaves it uncommitted where that is wanted', async () => {
    const story = await stories.run('changelog', args, [answers('No more NaN')], committing({ 'CHANGELOG.md': OLD }))
    await story.asked('ok')
    await story.engine.decide(story.runId, 'ok', 'approved', undefined, '## 1.1.0\n\n- Edited\n')
    await story.asked('kept')
    await story.engine.answer(story.runId, 'kept', { action: 'leave' })

    expect((await story.ended()).status).toBe('succeeded')
    expect(textIn(story.workspace)).toBe('# Changelog\n\n## 1.1.0\n\n- Edited\n\n## 1.0.0\n\n- Begin\n')
    expect(gitIn(story.workspace, 'log', '-1', '--format=%s')).toBe('Never NaN\n')
  })

  it('writes every line again with the feedback', async () => {
    const story = await stories.run('changelog', args, [answers('A long line'), answers('Short')], committing())
    await story.asked('ok')
    await story.engine.decide(story.runId, 'ok', 'rejected', 'Shorter')
    const again = await story.asked('ok')

    expect(promptOf(story, 1)).toMatch(/read the list of all commits and said: Shorter/)
    expect([...again.waits.values()][0]?.request).toMatchObject({ payload: expect.stringContaining('- Short (') })
  })

  it('asks about several commits, and lists them newest first', async () => {
    const folder = committing({ 'rate.test.js': 'test\n' })
    gitIn(folder, 'add', '.')
    gitIn(folder, 'commit', '--quiet', '--message', 'Test the rate')
    const story = await stories.run('changelog', args, [refuses(400, '{}'), refuses(400, '{}')], folder)
    const waiting = await story.asked('ok')

    expect(waiting.nodes.get('table')?.output).toMatchObject({
      body: [{ change: 'Test the rate' }, { change: 'Never NaN' }],
    })
  })

  it('takes the subject of a commit about which the model says nothing', async () => {
    const story = await stories.run('changelog', args, [refuses(400, '{}')], committing())
    const waiting = await story.asked('ok')

    expect(waiting.nodes.get('table')?.output).toMatchObject({ body: [{ change: 'Never NaN' }] })
  })

  it('puts everything back where the commit fails', async () => {
    const folder = committing({ 'CHANGELOG.md': OLD })
    const hook = join(folder, '.git/hooks/pre-commit')
    writeFileSync(hook, '#!/bin/sh\nexit 1\n')
    chmodSync(hook, 0o755)
    const story = await stories.run('changelog', args, [answers('No more NaN')], folder)
    await story.asked('ok')
    await story.engine.decide(story.runId, 'ok', 'approved')
    await story.asked('kept')
    await story.engine.answer(story.runId, 'kept', { action: 'commit' })

    expect((await story.ended()).error).toMatchObject({ code: 'process.exit' })
    expect(textIn(folder)).toBe(OLD)
    expect(gitIn(folder, 'status', '--porcelain')).toBe('?? CHANGELOG.md\n')
  })

  it('removes the file that it made when it is stopped and undone', async () => {
    const story = await stories.run('changelog', args, [answers('No more NaN')], committing())
    await story.asked('ok')
    await story.engine.decide(story.runId, 'ok', 'approved')
    await story.asked('kept')
    await story.engine.stop(story.runId, true)

    expect(existsSync(join(story.workspace, 'CHANGELOG.md'))).toBe(false)
  })

  it('ends where the repository has no commits yet, and fails for a tag that is not there', async () => {
    const folder = stories.emptyRepository()
    const story = await stories.run('changelog', { ...args, since: '' }, [], folder)
    const ended = await story.ended()
    expect(ended.status).toBe('succeeded')
    expect(ended.nodes.get('nothing')?.output).toMatchObject({ body: 'This repository has no commits yet' })

    const wrong = await stories.run('changelog', { ...args, since: 'v9' }, [], committing())
    expect((await wrong.ended()).error).toMatchObject({ code: 'process.exit' })
  })

  it('ends where there is nothing new', async () => {
    const story = await stories.run('changelog', { ...args, since: 'faster' }, [], committing())

    expect((await story.ended()).nodes.get('nothing')?.output).toMatchObject({ body: 'No commits since faster' })
    expect(story.server.bodies).toEqual([])
  })
})
