/** Programs that do not end by themselves: Stop reaches all of them, which real process ids show. */
import { once } from 'node:events'
import { existsSync, readFileSync, watch } from 'node:fs'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import { lives } from '#test/services/support/program.ts'
import type { GitRepository } from '#test/support/git-repository.ts'
import { programFlow } from '#test/support/program-flow.ts'
import type { SlashflowProcess } from '#test/support/slashflow-process.ts'
import { type CommandLine, it } from './command-line.ts'

/** Writes its ids, one a line, and stays. */
const NEVER_ENDS = 'echo $$ > pids.part && mv pids.part pids && exec sleep 1000'
const FORKS =
  'sleep 1000 & a=$!; (sleep 1000 & echo $! > inner; wait) & b=$!; while [ ! -s inner ]; do :; done; echo $$ $a $b $(cat inner) | tr " " "\\n" > pids.part && mv pids.part pids; wait'
const IGNORES_SIGTERM = 'trap "" TERM; echo $$ > pids.part && mv pids.part pids; while :; do sleep 1000; done'

function program(repository: GitRepository, script: string, more: object = {}): readonly string[] {
  repository.write('program.flow.json', programFlow(script, more))
  return ['run', 'program.flow.json', '--json', '--approve', 'all']
}

/** The process ids that the program wrote down, once all of them are there. */
async function pidsIn(repository: GitRepository): Promise<readonly number[]> {
  const file = join(repository.folder, 'pids')
  const watcher = watch(repository.folder)
  try {
    while (!existsSync(file)) await once(watcher, 'change')
  } finally {
    watcher.close()
  }
  return readFileSync(file, 'utf8').trim().split('\n').map(Number)
}

async function stopped(slashflow: CommandLine, run: SlashflowProcess, repository: GitRepository) {
  const pids = await pidsIn(repository)
  expect(pids.filter(lives)).toEqual(pids)
  const { code } = await slashflow.run(['stop', run.runId])
  const [only] = (await run.event('run.interrupted')).data.receipt
  return {
    code,
    how: only?.how,
    what: only?.what,
    exit: (await run.exit).code,
    alive: pids.filter(lives),
    count: pids.length,
  }
}

describe('Stop', () => {
  it('ends a program that never ends', async ({ slashflow, repository }) => {
    const run = slashflow.start(program(repository, NEVER_ENDS))
    expect(await stopped(slashflow, run, repository)).toMatchObject({
      code: 0,
      exit: 130,
      alive: [],
      count: 1,
      what: expect.stringMatching(/process \d+/),
    })
  })

  it('ends the children and grandchildren of a program', async ({ slashflow, repository }) => {
    const run = slashflow.start(program(repository, FORKS))
    expect(await stopped(slashflow, run, repository)).toMatchObject({ code: 0, exit: 130, alive: [], count: 4 })
  })

  it('kills a program that ignores SIGTERM after its grace, and says so', async ({ slashflow, repository }) => {
    const run = slashflow.start(program(repository, IGNORES_SIGTERM))
    expect(await stopped(slashflow, run, repository)).toMatchObject({
      code: 0,
      exit: 130,
      alive: [],
      how: expect.stringMatching(/killed after 2/),
    })
  })
})

describe('a program', () => {
  it('is ended by the timeout of its node', async ({ slashflow, repository }) => {
    const run = slashflow.start(program(repository, 'exec sleep 1000', { timeout: '500ms' }))
    // Told by Slashflow: on a machine that does much else, the time is over before the program could write it down.
    const { pid } = (await run.event('process.started')).data
    expect((await run.exit).code).toBe(1)
    expect((await run.event('run.failed')).data).toMatchObject({
      nodeId: 'work',
      code: expect.stringContaining('timeout'),
    })
    expect(lives(pid)).toBe(false)
  })

  it('runs only once a person has allowed it, where the file is not trusted', async ({ slashflow, repository }) => {
    const words = program(repository, 'echo ran > ran', { approve: 'never' })
    const run = slashflow.start([...words.slice(0, 3), '--approve', 'none'])

    expect((await run.exit).code).toBe(3)
    expect(existsSync(join(repository.folder, 'ran'))).toBe(false)
    expect((await run.event('approval.requested')).data).toMatchObject({
      purpose: 'effect',
      payload: { command: 'sh', args: ['-c', 'echo ran > ran'] },
    })
    expect((await slashflow.run(['approve', run.runId, 'work'])).code).toBe(0)
    expect(repository.read('ran')).toBe('ran\n')
  })

  it('runs unasked once the file is trusted, until the file changes', async ({ slashflow, repository }) => {
    const run = program(repository, 'echo ran > ran', { approve: 'never' }).slice(0, 3)
    const trusted = await slashflow.run(['trust', 'program.flow.json', '--yes'])
    expect(trusted).toMatchObject({ code: 0, stdout: expect.stringContaining('sh') })
    expect((await slashflow.run([...run, '--approve', 'none'])).code).toBe(0)

    program(repository, 'echo changed > ran', { approve: 'never' })
    expect((await slashflow.run([...run, '--approve', 'none'])).code).toBe(3)
    expect(repository.read('ran')).toBe('ran\n')
  })

  it('is not started where the person refuses it', async ({ slashflow, repository }) => {
    const words = program(repository, 'echo ran > ran')
    const run = slashflow.start(words.slice(0, 3))
    await run.event('approval.requested')
    await slashflow.run(['approve', run.runId, 'work', '--reject', 'Not on a Friday'])

    expect((await run.exit).code).toBe(1)
    expect((await run.event('run.failed')).data).toMatchObject({
      code: 'effect.rejected',
      message: expect.stringContaining('Not on a Friday'),
    })
    expect(existsSync(join(repository.folder, 'ran'))).toBe(false)
  })
})
