/** A data folder that is full, read-only, damaged, changed by somebody, or used by several at once. */
import { appendFileSync, readdirSync } from 'node:fs'
import { describe, expect } from 'vitest'
import { DatabaseSync } from '#main/engine/log/sqlite.ts'
import { smallDisk } from '#test/services/support/small-disk.ts'
import { Home } from '#test/support/home.ts'
import { CommandLine, it } from './command-line.ts'

const HELLO = ['run', 'hello', '--json', '--approve', 'all']
const CANNOT_MOUNT = 'SKIPPED LOUDLY: this user may not mount a small disk'

describe('a data folder', () => {
  it('that cannot be written is named, with what to do', async ({ model, repository, skip }) => {
    const disk = smallDisk(4_096)
    if (!disk) return skip(CANNOT_MOUNT)
    disk.makeReadOnly()
    const slashflow = new CommandLine(new Home(disk.folder), model, repository.folder)

    expect(await slashflow.run(HELLO)).toMatchObject({
      code: expect.any(Number),
      stdout: '',
      stderr: expect.stringMatching(new RegExp(`cannot write to its data folder ${disk.folder}.*SLASHFLOW_HOME`)),
    })
  })

  it('on a full disk says so and loses nothing: the run goes on once there is room', async ({
    model,
    repository,
    skip,
  }) => {
    const disk = smallDisk(2_048)
    if (!disk) return skip(CANNOT_MOUNT)
    const home = new Home(disk.folder)
    const slashflow = new CommandLine(home, model, repository.folder)
    const stream = model.hold('friendly greeting')
    const run = slashflow.start(HELLO)
    await stream.write('Hello')
    await run.event('node.streamed', 'greet')

    fill(home)
    await stream.finish(' World')
    await run.says('full')
    home.write('ballast', '')

    expect((await run.exit).code).toBe(0)
    expect((await run.event('node.completed', 'greet')).data.output).toMatchObject({ text: 'Hello World' })
    expect((await slashflow.run(['verify'])).code).toBe(0)
  })

  it('with a damaged database keeps it aside, says so, and begins a new one', async ({ slashflow, home, model }) => {
    model.answer('friendly greeting', 'Hello')
    await slashflow.run(HELLO)
    home.write('slashflow.db', 'This is no database, whatever its name says.'.repeat(200))
    for (const suffix of ['-wal', '-shm'])
      if (home.has(`slashflow.db${suffix}`)) home.write(`slashflow.db${suffix}`, '')

    const { code, stderr } = await slashflow.run(HELLO)
    expect(code).toBe(0)
    expect(stderr).toMatch(/database was damaged.*kept as .*slashflow\.db\.damaged-/)
    const kept = readdirSync(home.folder).find(
      (name) => name.startsWith('slashflow.db.damaged-') && !/-(wal|shm)$/.test(name),
    )
    expect(home.read(kept ?? '')).toContain('This is no database')
  })

  it('made by a newer Slashflow is refused and left alone', async ({ slashflow, home, model }) => {
    model.answer('friendly greeting', 'Hello')
    await slashflow.run(HELLO)
    change(home, 'pragma user_version = 99')

    expect(await slashflow.run(HELLO)).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('newer Slashflow'),
    })
  })

  it('whose log somebody changed is found out by verify, with run and place', async ({ slashflow, home, model }) => {
    model.answer('friendly greeting', 'Hello')
    const run = slashflow.start(HELLO)
    await run.exit
    change(home, `update chunk set body = replace(body, 'World', 'Mars') where seq = 0`)

    expect(await slashflow.run(['verify'])).toMatchObject({
      code: 1,
      stdout: expect.stringContaining(`run ${run.runId} seq 0`),
    })
  })

  it('whose settings are damaged keeps them aside and says so', async ({ slashflow, home, model }) => {
    model.answer('friendly greeting', 'Hello')
    home.write('settings.json', '{ "theme": ')

    const { code, stderr } = await slashflow.run(HELLO)
    expect(code).toBe(0)
    expect(stderr).toMatch(/settings/i)
    expect(readdirSync(home.folder).some((name) => name.startsWith('settings.json.'))).toBe(true)
  })

  it('is shared by runs of several processes', async ({ slashflow, model }) => {
    model.answer('friendly greeting', 'Hello')
    const runs = Array.from({ length: 4 }, () => slashflow.start(HELLO))

    expect(await Promise.all(runs.map(async (run) => (await run.exit).code))).toEqual([0, 0, 0, 0])
    expect(new Set(runs.map(({ runId }) => runId)).size).toBe(4)
    expect((await slashflow.run(['verify'])).stderr).toContain('4 runs')
  })
})

/** Until nothing more fits. */
function fill(home: Home): void {
  for (let size = 1_048_576; size >= 1; size = Math.floor(size / 2)) {
    try {
      for (;;) appendFileSync(home.path('ballast'), 'x'.repeat(size))
    } catch {
      // Smaller pieces may still fit.
    }
  }
}

function change(home: Home, sql: string): void {
  const database = new DatabaseSync(home.path('slashflow.db'))
  database.exec(sql)
  database.close()
}
