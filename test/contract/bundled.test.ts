import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { KIND_CHECKS } from '#main/nodes/check-config.ts'
import { DESCRIPTORS, registryOf } from '#main/nodes/registry.ts'
import type { Json } from '#shared/json.ts'
import { RUN_ENDED, type RunState } from '#shared/state/run-state.ts'
import { canonicalText } from '#shared/workflow/canonical.ts'
import { checkWorkflow } from '#shared/workflow/checks.ts'
import { catalogOf } from '#shared/workflow/kind-descriptor.ts'
import { parseWorkflow } from '#shared/workflow/parse.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { type FaultyServer, faultyServer, type Reply, refuses } from '#test/services/support/faulty-server.ts'
import { EngineDriver } from '#test/support/engine-driver.ts'
import { TurnedClock } from '#test/support/turned-clock.ts'
import { answers, realAdapters } from './support/real-adapters.ts'

const CATALOG = catalogOf(DESCRIPTORS)

const textOf = (name: string): string =>
  readFileSync(join(import.meta.dirname, '../../workflows', `${name}.flow.json`), 'utf8')

function bundled(name: string): Workflow {
  const { workflow, problems } = parseWorkflow(textOf(name))
  if (!workflow) throw new Error(`${name}: ${problems[0]?.message}`)
  return workflow
}

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0)) await end()
})

function repository(): string {
  const folder = mkdtempSync(join(tmpdir(), 'slashflow-repository-'))
  ends.push(() => rmSync(folder, { recursive: true, force: true }))
  const git = (...args: readonly string[]): void => {
    execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', ...args], {
      cwd: folder,
      stdio: 'ignore',
    })
  }
  git('init', '-b', 'main')
  writeFileSync(join(folder, 'rate.js'), 'export const rate = (sum, count) => sum / count\n')
  git('add', '.')
  git('commit', '-m', 'Rate')
  git('checkout', '-b', 'faster')
  writeFileSync(join(folder, 'rate.js'), 'export const rate = (sum, count) => sum / count || 0\n')
  git('commit', '-am', 'Never NaN')
  return folder
}

interface Story {
  readonly engine: EngineDriver
  readonly server: FaultyServer
  readonly runId: string
  readonly workspace: string
  /** Until the node waits for a person. */
  asked(nodeId: string): Promise<RunState>
  ended(): Promise<RunState>
}

async function run(
  name: string,
  args: Record<string, Json>,
  replies: readonly Reply[],
  workspace = '',
): Promise<Story> {
  const server = await faultyServer(...replies)
  const engine = new EngineDriver(registryOf(), new TurnedClock(), realAdapters({ baseUrl: server.baseUrl }))
  ends.push(
    () => engine.close(),
    () => server.close(),
  )
  const runId = await engine.start(bundled(name), args, true, workspace)
  const waits = (state: RunState, nodeId: string): boolean =>
    [...state.waits.values()].some((wait) => wait.nodeId === nodeId)
  return {
    engine,
    server,
    runId,
    workspace,
    asked: (nodeId) => engine.until(runId, (state) => waits(state, nodeId) || RUN_ENDED.has(state.status)),
    ended: () => engine.until(runId, (state) => RUN_ENDED.has(state.status)),
  }
}

const promptOf = (story: Story, call: number): string => JSON.stringify(story.server.bodies[call]?.messages)
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
    const story = await run('hello', { name: 'Ada' }, [answers('Hello Ada!')])
    await story.asked('ok')
    await story.engine.decide(story.runId, 'ok', 'approved')

    expect(await story.ended()).toMatchObject({
      status: 'succeeded',
      result: { decision: 'approved', value: 'Hello Ada!' },
    })
  })

  it('greets again with what the person said', async () => {
    const story = await run('hello', { name: 'Ada' }, [answers('Hello Ada!'), answers('Hi!')])
    await story.asked('ok')
    await story.engine.decide(story.runId, 'ok', 'rejected', 'Shorter')
    await story.asked('ok')

    expect(promptOf(story, 1)).toMatch(/This is your previous greeting:\\n\\nHello Ada!.*rejected it and said: Shorter/)
  })
})

describe('/pr-review', () => {
  const args = { base: 'main', depth: 'quick' }

  it('reviews the diff, shows the findings by file and line, and writes what was approved', async () => {
    const story = await run('pr-review', args, [answers('- `rate.js:1` hides it'), answers(FINDINGS)], repository())
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
    const story = await run('pr-review', args, replies, repository())
    await story.asked('ok')
    await story.engine.decide(story.runId, 'ok', 'rejected', 'Shorter')
    const again = await story.asked('ok')

    expect(promptOf(story, 2)).toMatch(/A long review.*rejected it and said: Shorter.*\|\| 0/)
    expect([...again.waits.values()][0]?.request).toMatchObject({ payload: 'A review' })
  })

  it('ends where nothing has changed', async () => {
    const story = await run('pr-review', { ...args, base: 'faster' }, [], repository())

    expect(await story.ended()).toMatchObject({ status: 'succeeded', result: { body: 'No changes against faster' } })
    expect(story.engine.state(story.runId).nodes.get('nothing')?.output).toMatchObject({
      view: 'markdown',
      body: 'No changes against faster',
    })
    expect(story.server.bodies).toEqual([])
  })

  it('goes on to the approval without a table where the findings are no JSON', async () => {
    const story = await run('pr-review', args, [answers('A review'), answers('No JSON')], repository())
    const waiting = await story.asked('ok')

    expect(waiting.nodes.get('table')?.status).toBe('skipped')
    await story.engine.decide(story.runId, 'ok', 'approved')
    expect(await story.ended()).toMatchObject({ status: 'succeeded', result: 'A review' })
  })

  it('names a base that does not exist', async () => {
    const story = await run('pr-review', { ...args, base: 'nope' }, [], repository())

    expect((await story.ended()).error).toMatchObject({
      code: 'process.exit',
      nodeId: 'diff',
      message: expect.stringContaining('no branch, tag or commit called nope'),
    })
    expect(existsSync(join(story.workspace, 'review.md'))).toBe(false)
  })
})

describe('/changelog', () => {
  const args = { since: 'main', version: '1.1.0' }
  const OLD = '# Changelog\n\n## 1.0.0\n\n- Begin\n'
  const SECTION = /^## 1\.1\.0\n\n- No more NaN \([0-9a-f]{7,}\)\n$/

  /** Where git has somebody to commit as. */
  function committing(files: Readonly<Record<string, string>> = {}): string {
    const folder = repository()
    gitIn(folder, 'config', 'user.name', 'Test')
    gitIn(folder, 'config', 'user.email', 'test@example.com')
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
    return folder
  }
  const gitIn = (folder: string, ...words: readonly string[]): string =>
    execFileSync('git', [...words], { cwd: folder, encoding: 'utf8' })
  const textIn = (folder: string): string => readFileSync(join(folder, 'CHANGELOG.md'), 'utf8')

  it('asks for a line about each commit, and writes and commits what was approved', async () => {
    const story = await run('changelog', args, [answers('No more NaN\nReally.')], committing())
    const waiting = await story.asked('ok')
    expect(promptOf(story, 0)).toContain('|| 0')
    expect([...waiting.waits.values()][0]?.request).toMatchObject({ payload: expect.stringMatching(SECTION) })

    await story.engine.decide(story.runId, 'ok', 'approved')
    await story.asked('kept')
    await story.engine.answer(story.runId, 'kept', { action: 'commit' })
    expect(await story.ended()).toMatchObject({ status: 'succeeded', result: expect.stringMatching(SECTION) })
    expect(textIn(story.workspace)).toMatch(/^# Changelog\n\n## 1\.1\.0\n/)
    expect(gitIn(story.workspace, 'log', '-1', '--format=%s')).toBe('Changelog: 1.1.0\n')
    expect(gitIn(story.workspace, 'status', '--porcelain')).toBe('')
  })

  it('puts the new section before the older ones, and leaves it uncommitted where that is wanted', async () => {
    const story = await run('changelog', args, [answers('No more NaN')], committing({ 'CHANGELOG.md': OLD }))
    await story.asked('ok')
    await story.engine.decide(story.runId, 'ok', 'approved', undefined, '## 1.1.0\n\n- Edited\n')
    await story.asked('kept')
    await story.engine.answer(story.runId, 'kept', { action: 'leave' })

    expect((await story.ended()).status).toBe('succeeded')
    expect(textIn(story.workspace)).toBe('# Changelog\n\n## 1.1.0\n\n- Edited\n\n## 1.0.0\n\n- Begin\n')
    expect(gitIn(story.workspace, 'log', '-1', '--format=%s')).toBe('Never NaN\n')
  })

  it('writes every line again with the feedback', async () => {
    const story = await run('changelog', args, [answers('A long line'), answers('Short')], committing())
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
    const story = await run('changelog', args, [refuses(400, '{}'), refuses(400, '{}')], folder)
    const waiting = await story.asked('ok')

    expect(waiting.nodes.get('table')?.output).toMatchObject({
      body: [{ change: 'Test the rate' }, { change: 'Never NaN' }],
    })
  })

  it('takes the subject of a commit about which the model says nothing', async () => {
    const story = await run('changelog', args, [refuses(400, '{}')], committing())
    const waiting = await story.asked('ok')

    expect(waiting.nodes.get('table')?.output).toMatchObject({ body: [{ change: 'Never NaN' }] })
  })

  it('puts everything back where the commit fails', async () => {
    const folder = committing({ 'CHANGELOG.md': OLD })
    const hook = join(folder, '.git/hooks/pre-commit')
    writeFileSync(hook, '#!/bin/sh\nexit 1\n')
    chmodSync(hook, 0o755)
    const story = await run('changelog', args, [answers('No more NaN')], folder)
    await story.asked('ok')
    await story.engine.decide(story.runId, 'ok', 'approved')
    await story.asked('kept')
    await story.engine.answer(story.runId, 'kept', { action: 'commit' })

    expect((await story.ended()).error).toMatchObject({ code: 'process.exit' })
    expect(textIn(folder)).toBe(OLD)
    expect(gitIn(folder, 'status', '--porcelain')).toBe('?? CHANGELOG.md\n')
  })

  it('removes the file that it made when it is stopped and undone', async () => {
    const story = await run('changelog', args, [answers('No more NaN')], committing())
    await story.asked('ok')
    await story.engine.decide(story.runId, 'ok', 'approved')
    await story.asked('kept')
    await story.engine.stop(story.runId, true)

    expect(existsSync(join(story.workspace, 'CHANGELOG.md'))).toBe(false)
  })

  it('ends where there is nothing new', async () => {
    const story = await run('changelog', { ...args, since: 'faster' }, [], committing())

    expect((await story.ended()).nodes.get('nothing')?.output).toMatchObject({ body: 'No commits since faster' })
    expect(story.server.bodies).toEqual([])
  })
})
