import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { eventsOf, type Workshop, workshop } from '../support/cli-process.ts'
import { gate, greet, overItems, program, question } from '../support/cli-workflows.ts'

let shop: Workshop

beforeEach(async () => {
  shop = await workshop()
})
afterEach(() => shop.clean())

describe('slashflow run', () => {
  it('runs a file to its end and prints its result', async () => {
    const { code, out } = await shop.slashflow('run', await shop.file('greet.flow.json', greet), 'name=Ada')
    expect(code).toBe(0)
    expect(out).toContain('Hello Ada')
  })

  it('prints events and nothing else with --json, and the same ones again by show', async () => {
    const { code, out } = await shop.slashflow(
      'run',
      await shop.file('greet.flow.json', greet),
      '--json',
      '--word',
      'Bye',
      'name=Ada L.',
    )
    const events = eventsOf(out)
    expect(code).toBe(0)
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_event, index) => index))
    expect(events.at(-1)).toMatchObject({ type: 'run.succeeded', data: { result: 'Bye Ada L.' } })
    const shown = await shop.slashflow('show', events[0]?.runId ?? '', '--json')
    expect(eventsOf(shown.out)).toEqual(events)
  })

  it('says in sentences what is wrong with a call, and starts nothing', async () => {
    const file = await shop.file('greet.flow.json', greet)
    const mistyped = await shop.slashflow('run', file, 'nme=Ada')
    expect(mistyped.code).toBe(2)
    expect(mistyped.err).toMatch(/name/)
    expect((await shop.slashflow('run', file, 'name=Ada', 'word=Hallo')).code).toBe(2)
    const unknown = await shop.slashflow('run', 'helo')
    expect(unknown.code).toBe(2)
    expect(unknown.err).toContain('/helo')
    expect((await shop.slashflow('run', 'gone.flow.json')).code).toBe(2)
    expect((await shop.slashflow('run', await shop.file('broken.flow.json', '{ "format": '))).code).toBe(2)
    expect((await shop.slashflow('list')).out).not.toContain('/greet')
  })

  it.each([
    [['frobnicate'], /unknown command 'frobnicate'\nA workflow is run by: slashflow run frobnicate/],
    [['run', 'greet.flow.json', '--name'], /"name" must be text .* but no value follows it/],
    [['run', 'greet.flow.json', 'name=Ada', '--jsn'], /There is no argument "jsn".* Did you mean the option --json\?/],
    [['run', 'greet.flow.json', 'name=Ada', '--break', 'stat'], /no node "stat". Did you mean "start"\?/],
    [['run', 'greet.flow.json', 'name=Ada', '--cwd', 'nowhere'], /There is no folder \S+nowhere to work in/],
    [['run', 'greet.flow.json', 'name=Ada', '--cwd', 'greet.flow.json'], /greet.flow.json is a file/],
    [['run', 'wrong.flow.json'], /^slashflow: \S+wrong.flow.json:\d+:\d+: error: Node "ok"/],
    [['letters', 'shw'], /"letters" knows no "shw".* Did you mean "show"\?/],
  ])('says of %j where it is wrong, and the way out', async (words, says) => {
    await shop.file('greet.flow.json', greet)
    await shop.file('wrong.flow.json', JSON.stringify(gate).replace('"approval"', '"aproval"'))
    const { code, err } = await shop.slashflow(...words)
    expect({ code, err }).toEqual({ code: 2, err: expect.stringMatching(says) })
  })

  it('counts the items of a container that has many, and tells those that failed', async () => {
    const many = await shop.file('many.flow.json', overItems('{{ item = 42 ? $error("No " & item) : item }}'))
    const { code, out } = await shop.slashflow('run', many, 'count=200')
    expect(code).toBe(0)
    const lines = out.split('\n').filter((line) => line.includes('all'))
    expect(lines.filter((line) => line.startsWith('✗'))).toEqual([expect.stringContaining('all[41]/one  value: No 42')])
    expect(lines.filter((line) => line.startsWith('·')).length).toBeLessThan(12)
    expect(lines.at(-1)).toMatch(/^✓ all {2}200 items, 1 failed/)
    expect((await shop.slashflow('run', many, 'count=200', '--verbose')).out).toContain('✓ all[199]/one')
  })

  it('fails with 1 where the command fails', async () => {
    const { code, out } = await shop.slashflow(
      'run',
      await shop.file('fails.flow.json', program('sh', ['-c', 'echo no >&2; exit 4'])),
      '--approve',
      'all',
    )
    expect(code).toBe(1)
    expect(out).toContain('failed at run')
  })

  it('ends with 3 where only people are waited for and nobody is to be asked', async () => {
    const { code, err } = await shop.slashflow('run', await shop.file('gate.flow.json', gate), '--approve', 'none')
    expect(code).toBe(3)
    expect(err).toMatch(/slashflow approve \S+ ok/)
  })

  it('approves what is proposed where all was said, effects too', async () => {
    const { code, out } = await shop.slashflow(
      'run',
      await shop.file('gate.flow.json', gate),
      '--approve',
      'all',
      '--json',
    )
    expect(code).toBe(0)
    expect(eventsOf(out).at(-1)).toMatchObject({ data: { result: 'the text' } })
    expect(
      (await shop.slashflow('run', await shop.file('echo.flow.json', program('echo', ['hi'])), '--approve', 'all'))
        .code,
    ).toBe(0)
  })

  it('asks before an effect of a file that nobody trusts, whatever the file says', async () => {
    expect(
      (await shop.slashflow('run', await shop.file('echo.flow.json', program('echo', ['hi'])), '--approve', 'none'))
        .code,
    ).toBe(3)
  })

  it('takes answers to a form ahead, and waits for a person without them', async () => {
    const file = await shop.file('question.flow.json', question)
    const answered = await shop.slashflow('run', file, '--approve', 'all', '--answer', 'version=1.2', '--json')
    expect(answered.code).toBe(0)
    expect(eventsOf(answered.out).at(-1)).toMatchObject({ data: { result: { version: '1.2', count: 1 } } })
    expect((await shop.slashflow('run', file, '--approve', 'all')).code).toBe(3)
    const refused = await shop.slashflow(
      'run',
      file,
      '--approve',
      'all',
      '--answer',
      'version=1',
      '--answer',
      'count=many',
    )
    expect(refused.code).toBe(3)
    expect(refused.err).toContain('count must be a number, not "many"')
  })

  it('stops on Ctrl+C, names what it stopped, and ends with 130', async () => {
    const running = shop.begin(
      'run',
      await shop.file('long.flow.json', program('sleep', ['600'])),
      '--approve',
      'all',
      '--json',
    )
    await running.event('process.started')
    running.process.kill('SIGINT')
    const { code, out } = await running.ended
    expect(code).toBe(130)
    expect(eventsOf(out).at(-1)).toMatchObject({
      type: 'run.interrupted',
      data: { receipt: [expect.objectContaining({ nodeId: 'run' })] },
    })
  })

  it('is held by other signals, and goes on with resume', async () => {
    const running = shop.begin('run', await shop.file('gate.flow.json', gate), '--json')
    const { runId } = await running.event('approval.requested')
    running.process.kill('SIGTERM')
    const held = await running.ended
    expect(held.code).toBe(130)
    expect(held.err).toContain(`slashflow resume ${runId}`)
    const resumed = await shop.slashflow('resume', runId, '--approve', 'all', '--json')
    expect(resumed.code).toBe(0)
    expect(eventsOf(resumed.out).at(-1)).toMatchObject({ type: 'run.succeeded', data: { result: 'the text' } })
  })

  it('waits without a terminal, and ends when somebody approves elsewhere', async () => {
    const running = shop.begin('run', await shop.file('gate.flow.json', gate), '--json')
    const { runId } = await running.event('approval.requested')
    const elsewhere = await shop.slashflow('approve', runId, 'ok')
    expect(elsewhere.code).toBe(0)
    expect((await running.ended).code).toBe(0)
  })

  it('goes on after the process was killed while an approval waited', async () => {
    const running = shop.begin('run', await shop.file('gate.flow.json', gate), '--json')
    const { runId } = await running.event('approval.requested')
    running.process.kill('SIGKILL')
    await running.ended
    const approved = await shop.slashflow('approve', runId, 'ok', '--edit', 'better', '--json')
    expect(approved.code).toBe(0)
    expect(eventsOf(approved.out).at(-1)).toMatchObject({ type: 'run.succeeded', data: { result: 'better' } })
    expect((await shop.slashflow('verify')).code).toBe(0)
  })
})
