import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { eventsOf, type Workshop, workshop } from '../support/cli-process.ts'
import { gate, gateWithin, greet, program, question, twoGates } from '../support/cli-workflows.ts'

let shop: Workshop

beforeEach(async () => {
  shop = await workshop()
})
afterEach(() => shop.clean())

async function waiting(content = gate, slashflow: Workshop['slashflow'] = shop.slashflow): Promise<string> {
  const file = await shop.file('waits.flow.json', content)
  const { code, out } = await slashflow('run', file, '--approve', 'none', '--json')
  expect(code).toBe(3)
  return eventsOf(out)[0]?.runId ?? ''
}

describe('slashflow approve', () => {
  it('approves by node or by id, with the beginning of the run’s id', async () => {
    const first = await waiting()
    expect(await shop.slashflow('approve', first, 'ok')).toMatchObject({ code: 0 })
    const second = await waiting()
    const shown = await shop.slashflow('show', second)
    const id = new RegExp(`approve ${second} (\\S+)`).exec(shown.out)?.[1] ?? ''
    expect(await shop.slashflow('approve', second.slice(0, -1), id)).toMatchObject({ code: 0 })
  })

  it('rejects with feedback, and gives the status that the run reached', async () => {
    const { code, out } = await shop.slashflow('approve', await waiting(), 'ok', '--reject', 'Shorter.', '--json')
    expect(code).toBe(1)
    expect(eventsOf(out).find(({ type }) => type === 'approval.decided')).toMatchObject({
      data: { decision: 'rejected', feedback: 'Shorter.', by: 'cli' },
    })
  })

  it('ends with 3 where the run then waits for somebody else', async () => {
    const runId = await waiting(twoGates)
    expect((await shop.slashflow('approve', runId, 'one')).code).toBe(3)
    expect((await shop.slashflow('approve', runId, 'two')).code).toBe(0)
  })

  it('refuses with 2 what is not open, and says what is', async () => {
    const runId = await waiting()
    const wrong = await shop.slashflow('approve', runId, 'okay')
    expect(wrong.code).toBe(2)
    expect(wrong.err).toContain('Keep it?')
    expect((await shop.slashflow('approve', runId, 'ok')).code).toBe(0)
    expect((await shop.slashflow('approve', runId, 'ok')).code).toBe(2)
    expect((await shop.slashflow('approve', 'nosuchrun', 'ok')).code).toBe(2)
  })
})

describe('slashflow resume', () => {
  it('goes on with a held run, and answers what is asked', async () => {
    const runId = await waiting(question)
    expect((await shop.slashflow('resume', runId)).code).toBe(3)
    const { code, out } = await shop.slashflow('resume', runId, '--answer', 'version=2.0', '--json')
    expect(code).toBe(0)
    expect(eventsOf(out).at(-1)).toMatchObject({
      type: 'run.succeeded',
      data: { result: { version: '2.0', count: 1 } },
    })
    expect((await shop.slashflow('resume', runId)).code).toBe(2)
  })

  it('lets a question that nobody answered in time run out', async () => {
    const runId = await waiting(gateWithin('30m'), shop.anHourAgo)
    expect((await shop.slashflow('show', runId)).out).toMatch(/until \S+/)
    expect(await shop.slashflow('resume', runId)).toMatchObject({
      code: 0,
      out: expect.stringContaining('nobody came'),
    })
  })

  it('goes on with a stopped run, and asks again what was open', async () => {
    const runId = await waiting()
    expect((await shop.slashflow('stop', runId)).code).toBe(0)
    expect((await shop.slashflow('approve', runId, 'ok')).code).toBe(2)
    expect((await shop.slashflow('resume', runId, '--approve', 'all')).code).toBe(0)
  })

  it('answers what a run asks that lives in another process', async () => {
    const running = shop.begin('run', await shop.file('question.flow.json', question), '--json')
    const { runId } = await running.event('input.requested')
    const useless = await shop.slashflow('resume', runId, '--answer', 'other=1')
    expect([useless.code, useless.err]).toEqual([2, expect.stringContaining('takes what was given')])
    const resumed = await shop.slashflow('resume', runId, '--answer', 'version=2.0')
    expect([resumed.code, resumed.err]).toEqual([
      0,
      expect.stringContaining(`answered; run ${runId} goes on in another`),
    ])
    expect(await running.event('run.succeeded')).toMatchObject({ data: { result: { version: '2.0' } } })
  })

  it('leaves a run alone that lives in another process', async () => {
    const running = shop.begin('run', await shop.file('gate.flow.json', gate), '--json')
    const { runId } = await running.event('approval.requested')
    const resumed = await shop.slashflow('resume', runId)
    expect(resumed.code).toBe(0)
    expect(resumed.err).toContain('goes on in another Slashflow process')
  })
})

describe('slashflow stop', () => {
  it('stops a run of another process, which ends with 130', async () => {
    const running = shop.begin(
      'run',
      await shop.file('long.flow.json', program('sleep', ['600'])),
      '--approve',
      'all',
      '--json',
    )
    const { runId } = await running.event('process.started')
    const stopped = await shop.slashflow('stop', runId)
    expect(stopped.code).toBe(0)
    expect(stopped.out).toContain('run: ')
    expect((await running.ended).code).toBe(130)
    expect((await shop.slashflow('stop', runId)).code).toBe(2)
  })
})

describe('slashflow validate', () => {
  it('names the place of every problem as editors read it', async () => {
    const good = await shop.file('good.flow.json', greet)
    const bad = await shop.file('bad.flow.json', '{\n  "format": "slashflow/1",\n  "name": \n}\n')
    expect(await shop.slashflow('validate', good)).toMatchObject({ code: 0 })
    const { code, out } = await shop.slashflow('validate', good, bad)
    expect(code).toBe(2)
    expect(out).toMatch(/bad\.flow\.json:4:1: error: /)
    expect((await shop.slashflow('validate', 'gone.flow.json')).code).toBe(2)
  })

  it('checks a command by its name, and goes on behind what it cannot read', async () => {
    expect(await shop.slashflow('validate', 'hello')).toMatchObject({ code: 0, out: 'hello: fine\n' })
    const good = await shop.file('good.flow.json', greet)
    const text = await shop.file('text.md', 'Hello.')
    expect(await shop.slashflow('validate', text, good)).toMatchObject({
      code: 2,
      out: expect.stringContaining('good.flow.json: fine'),
      err: expect.stringContaining('does not name a workflow'),
    })
  })
})

describe('slashflow trust', () => {
  it('says what a file can do, and then its effects no longer ask until it changes', async () => {
    const file = await shop.file('echo.flow.json', program('echo', ['hi']))
    expect((await shop.slashflow('trust', file)).code).toBe(2)
    const trusted = await shop.slashflow('trust', file, '--yes')
    expect(trusted).toMatchObject({ code: 0 })
    expect(trusted.out).toContain('echo')
    expect((await shop.slashflow('run', file, '--approve', 'none')).code).toBe(0)
    await shop.file('echo.flow.json', program('echo', ['other']))
    expect((await shop.slashflow('run', file, '--approve', 'none')).code).toBe(3)
  })

  it('takes a command by its name, as import has kept it', async () => {
    const file = await shop.file('echo.flow.json', program('echo', ['hi']))
    expect((await shop.slashflow('import', file, '--as', 'kept', '--yes')).code).toBe(0)
    expect((await shop.slashflow('trust', 'kept', '--yes')).code).toBe(0)
    expect((await shop.slashflow('run', 'kept', '--approve', 'none')).code).toBe(0)
    expect(await shop.slashflow('trust', 'kpet', '--yes')).toMatchObject({
      code: 2,
      err: expect.stringContaining('kpet'),
    })
  })
})

describe('slashflow import', () => {
  it('says which options help where the name is taken', async () => {
    const file = await shop.file('echo.flow.json', program('echo', ['hi']))
    await shop.slashflow('import', file, '--as', 'kept', '--yes')
    const { code, err } = await shop.slashflow('import', file, '--as', 'kept', '--yes')
    expect({ code, err }).toEqual({
      code: 2,
      err: expect.stringMatching(/There is a \/kept already.*--as .*--replace/s),
    })
  })
})

describe('the command line', () => {
  it('ends with 2 on bad usage and with 0 on a request for help', async () => {
    expect((await shop.slashflow('run')).code).toBe(2)
    expect((await shop.slashflow('fly')).code).toBe(2)
    expect((await shop.slashflow('show', 'x', '--jsn')).code).toBe(2)
    expect((await shop.slashflow('run', 'x', '--approve', 'some')).code).toBe(2)
    expect((await shop.slashflow('serve', '--port', 'many')).code).toBe(2)
    expect((await shop.slashflow('--help')).code).toBe(0)
    expect((await shop.slashflow('--version')).out).toMatch(/^\d+\.\d+\.\d+\n$/)
  })

  it('lists the commands of the workspace and the latest runs', async () => {
    const runId = await waiting()
    const { code, out } = await shop.slashflow('list')
    expect(code).toBe(0)
    expect(out).toMatch(new RegExp(`${runId}\\s+/gate\\s+held, needs you`))
  })

  it('prints lists and what was verified as JSON for programs', async () => {
    const runId = await waiting()
    const { out } = await shop.slashflow('list', '--json')
    const lines = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines).toContainEqual({ command: expect.objectContaining({ name: 'hello', source: 'bundled' }) })
    expect(lines.at(-1)).toMatchObject({ run: { runId, workflow: 'gate', waiting: 1 } })
    expect(JSON.parse((await shop.slashflow('verify', runId, '--json')).out)).toMatchObject({
      ok: true,
      checked: { runs: 1 },
    })
  })
})
