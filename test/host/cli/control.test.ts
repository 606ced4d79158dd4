/** What a person says about a run from the command line: pause, step, stop in parts, replay, why. */
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { eventsOf, type Workshop, workshop } from '../support/cli-process.ts'
import { chained, gate, greet, program, undoable } from '../support/cli-workflows.ts'

let shop: Workshop

beforeEach(async () => {
  shop = await workshop()
})
afterEach(() => shop.clean())

describe('slashflow run --dry-run', () => {
  it('says what would run and what would ask, and starts nothing', async () => {
    const file = await shop.file('program.flow.json', program('touch', ['made']))
    const { code, out } = await shop.slashflow('run', file, '--dry-run')

    expect({ code, out }).toMatchObject({
      code: 0,
      out: expect.stringMatching(/run\s+shell\s+yes\s+before it happens/),
    })
    expect((await shop.slashflow('list', '--all')).out).toBe('No such run\n')
  })

  it('names last what runs only to undo', async () => {
    const file = await shop.file('undoable.flow.json', undoable)
    const { out } = await shop.slashflow('run', file, '--dry-run')
    expect(out).toMatch(/only to undo \w+\n$/)
  })

  it('ends with 2 where the start would be refused', async () => {
    const file = await shop.file('greet.flow.json', greet)
    expect(await shop.slashflow('run', file, '--dry-run')).toMatchObject({ code: 2, out: '' })
  })
})

describe('slashflow pause, step and resume', () => {
  it('pauses at a breakpoint, lets one node go, and goes on', async () => {
    const file = await shop.file('chained.flow.json', chained)
    const held = await shop.slashflow('run', file, '--break', 'one', '--break', 'two', '--approve', 'none', '--json')
    expect(held).toMatchObject({ code: 3, err: expect.stringContaining('is paused before one') })
    const runId = eventsOf(held.out)[0]?.runId ?? ''

    expect(await shop.slashflow('step', runId)).toMatchObject({ code: 0, out: expect.stringContaining('held: two') })
    expect(await shop.slashflow('step', runId, 'three')).toMatchObject({
      code: 2,
      err: expect.stringContaining('“three” is not held. Held are: two.'),
    })
    const resumed = await shop.slashflow('resume', runId)
    expect(resumed).toMatchObject({ code: 0 })
    expect(resumed.out.match(/goes on/g)).toHaveLength(1)
  })

  it('says whom a stepped node asks', async () => {
    const file = await shop.file('gate.flow.json', gate)
    const held = await shop.slashflow('run', file, '--break', 'ok', '--approve', 'none', '--json')
    const runId = eventsOf(held.out)[0]?.runId ?? ''
    const answer = `slashflow approve ${runId} ok`
    expect(await shop.slashflow('step', runId)).toMatchObject({ code: 0, out: expect.stringContaining(answer) })
    expect(await shop.slashflow('step', runId)).toMatchObject({
      code: 2,
      err: expect.stringContaining('a person is asked first, at ok.'),
    })
  })

  it('steps in no run that is not paused', async () => {
    const file = await shop.file('gate.flow.json', gate)
    const runId = eventsOf((await shop.slashflow('run', file, '--approve', 'none', '--json')).out)[0]?.runId ?? ''
    expect(await shop.slashflow('step', runId)).toMatchObject({
      code: 2,
      err: expect.stringContaining('This run is not paused, so none of its nodes is held. Pause it first.'),
    })
  })
})

describe('slashflow stop', () => {
  it('refuses two ways to stop at once', async () => {
    expect(await shop.slashflow('stop', 'any', '--undo', '--at-checkpoint')).toMatchObject({ code: 2 })
  })

  it('undoes what a held run did, and leaves when all of it is undone', async () => {
    const file = await shop.file('undoable.flow.json', undoable)
    const { code, out } = await shop.slashflow('run', file, '--json', '--approve', 'none')
    const runId = eventsOf(out)[0]?.runId ?? ''
    expect(code).toBe(3)
    expect((await shop.slashflow('approve', runId, 'made')).code).toBe(3)
    expect(existsSync(join(shop.workspace, 'made.txt'))).toBe(true)

    expect(await shop.slashflow('stop', runId, '--undo')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/undid what it had done[\s\S]*made {2}undone by removed/),
    })
    expect(existsSync(join(shop.workspace, 'made.txt'))).toBe(false)
  })
})

describe('slashflow replay', () => {
  it('takes over what was recorded, and runs the rest as a new run', async () => {
    const file = await shop.file('chained.flow.json', chained)
    const first = eventsOf((await shop.slashflow('run', file, '--json')).out)[0]?.runId ?? ''

    const { code, out, err } = await shop.slashflow('replay', first, '--from', 'two', '--json')
    expect({ code, err }).toMatchObject({
      code: 0,
      err: expect.stringMatching(/taken over {2}start, one\n {2}runs +two/),
    })
    expect(
      eventsOf(out)
        .filter(({ type }) => type === 'node.started')
        .map(({ nodeId }) => nodeId),
    ).toEqual(['two', 'three'])
  })

  it('does no effect again unasked without --yes, and lists those that it would', async () => {
    writeFileSync(join(shop.workspace, 'count'), '')
    const file = await shop.file('program.flow.json', program('sh', ['-c', 'echo x >> count']))
    const run = await shop.slashflow('run', file, '--approve', 'all', '--json')
    const runId = eventsOf(run.out)[0]?.runId ?? ''

    expect(await shop.slashflow('replay', runId)).toMatchObject({
      code: 2,
      out: expect.stringContaining('happened before'),
      err: expect.stringContaining('--yes'),
    })
    expect(await shop.slashflow('replay', runId, '--yes', '--approve', 'all')).toMatchObject({ code: 0 })
  })
})

describe('slashflow why', () => {
  it('leads from an event back to the start of the run, through what a person was asked', async () => {
    const file = await shop.file('gate.flow.json', gate)
    const run = await shop.slashflow('run', file, '--approve', 'all', '--json')
    const events = eventsOf(run.out)
    const last = events.at(-1)

    const { code, out } = await shop.slashflow('why', last?.id ?? '', '--json')
    expect(code).toBe(0)
    const chain = eventsOf(out)
    expect(chain[0]).toMatchObject({ type: 'run.started' })
    expect(chain.map(({ type }) => type)).toContain('approval.requested')
    expect(chain.at(-1)).toEqual(last)
    expect((await shop.slashflow('why', last?.id ?? '')).out).toContain('asked for approval: Keep it?')
    expect(await shop.slashflow('why', 'nonsense')).toMatchObject({ code: 2 })
  })
})
