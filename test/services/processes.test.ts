import { type ChildProcess, spawn } from 'node:child_process'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { groupLives } from '#main/services/processes/process-group.ts'
import { startOf } from '#main/services/processes/process-identity.ts'
import { createProcessService } from '#main/services/processes/process-port.ts'
import { systemClock } from '#main/services/system/system-clock.ts'
import { TurnedClock } from '#test/support/turned-clock.ts'
import { failure } from './support/model-call.ts'
import { lives, program } from './support/program.ts'

const port = createProcessService({ clock: systemClock, env: process.env })
const node = process.execPath

const folders: string[] = []
afterEach(async () => {
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true })))
})

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'slashflow-processes-'))
  folders.push(made)
  return made
}

/** A program that says its pid and that of a child, both of which ignore SIGTERM where asked. */
const family = (ignore: boolean): readonly string[] => [
  '-c',
  `${ignore ? "trap '' TERM;" : ''} sleep 60 & echo "child $!;"; wait; sleep 60`,
]

describe('a program', () => {
  it('runs with arguments, environment, folder and input, and its bytes are kept', async () => {
    const run = program(port, 'sh', ['-c', 'cat; printf "%s|%s" "$1" "$WORD" >&2; exit 3', 'sh', 'a b'], {
      stdin: 'given',
      env: { WORD: 'said' },
    })

    const { stdout, stderr, ...exit } = await run.result

    expect({ ...exit, stdout: Buffer.from(stdout).toString(), stderr: Buffer.from(stderr).toString() }).toEqual({
      exitCode: 3,
      signal: null,
      stdout: 'given',
      stderr: 'a b|said',
    })
    expect(run.told[0]).toBe('started')
    expect(run.told.at(-1)).toBe('ended 3')
  })

  it('is heard in whole characters, however its bytes are cut', async () => {
    const script = `const bytes = Buffer.from('a€😀z'); let at = 0
      const next = () => at < bytes.length ? process.stdout.write(bytes.subarray(at, ++at), () => setImmediate(next)) : process.exit(0); next()`

    const run = program(port, node, ['-e', script])

    expect(Buffer.from((await run.result).stdout).toString()).toBe('a€😀z')
    expect(run.stdout()).toBe('a€😀z')
  })

  it('keeps bytes that are not UTF-8 as they are', async () => {
    expect([...(await program(port, 'printf', [String.raw`\377a`]).result).stdout]).toEqual([255, 97])
  })

  it('need not read its input', async () => {
    expect((await program(port, 'true', [], { stdin: 'x'.repeat(1_000_000) }).result).exitCode).toBe(0)
  })

  it('that does not exist is named, with what to do', async () => {
    expect(await failure(program(port, 'no-such-program', []).result)).toMatchObject({
      code: 'process.not-found',
      message: 'no-such-program is not installed or not on PATH. Install it, or give the full path of the program.',
      retryable: false,
    })
  })

  it('is told apart from a folder that does not exist', async () => {
    expect(await failure(program(port, 'git', ['status'], { cwd: '/no/such/folder' }).result)).toMatchObject({
      code: 'process.no-folder',
      message: expect.stringContaining('/no/such/folder'),
      retryable: false,
    })
  })

  it('that is only a file says so', async () => {
    const path = join(await folder(), 'notes.txt')
    await writeFile(path, 'not a program')

    expect(await failure(program(port, path, []).result)).toMatchObject({
      code: 'process.not-executable',
      message: expect.stringContaining('chmod +x'),
    })
  })

  it('with a missing interpreter says so', async () => {
    const path = join(await folder(), 'script')
    await writeFile(path, '#!/no/such/interpreter\n')
    await chmod(path, 0o755)

    expect(await failure(program(port, path, []).result)).toMatchObject({
      code: 'process.not-found',
      message: expect.stringContaining('interpreter'),
    })
  })

  it('that writes without end is ended', async () => {
    const small = createProcessService({ clock: systemClock, env: process.env, outputLimit: 1024 * 1024 })
    const run = program(small, 'yes', [])

    expect(await failure(run.result)).toMatchObject({
      code: 'process.output-too-large',
      message: expect.stringContaining('more than 1 MB'),
      retryable: false,
    })
    expect(run.told.at(-1)).toBe('ended SIGTERM')
  })

  it('takes with it what it left running', async () => {
    const run = program(port, 'sh', ['-c', 'sleep 60 & echo "child $!;"'])

    await run.result

    expect(lives(Number(/child (\d+)/.exec(run.stdout())?.[1])) && groupLives(await run.wrote('child'))).toBe(false)
  })

  it('does not start once it is stopped', async () => {
    const stopped = AbortSignal.abort(new Error('stopped'))
    const nothing = { started: () => expect.unreachable(), output: () => {}, ended: () => {} }

    await expect(
      port.run({ command: 'true', args: [], cwd: tmpdir(), env: {}, stdin: undefined }, nothing, stopped, () => {}),
    ).rejects.toThrow('stopped')
  })
})

describe('stopping a program', () => {
  it('ends it and its children, and says so', async () => {
    const run = program(port, 'sh', family(false))
    const pid = await run.wrote(';')

    run.abort.abort(new Error('stopped by a person'))

    await expect(run.result).rejects.toThrow('stopped by a person')
    expect(groupLives(pid)).toBe(false)
    expect(run.told.slice(-2)).toEqual(['ended', 'ended SIGTERM'])
  })

  it('kills what ignores SIGTERM once the grace is over, not before', async () => {
    const clock = new TurnedClock()
    const stubborn = createProcessService({ clock, env: process.env })
    const run = program(stubborn, 'sh', family(true))
    const pid = await run.wrote(';')

    run.abort.abort(new Error('stopped'))
    clock.advance(1_999)
    expect(groupLives(pid)).toBe(true)
    clock.advance(1)

    await expect(run.result).rejects.toThrow('stopped')
    expect(groupLives(pid)).toBe(false)
    expect(run.told.slice(-2)).toEqual(['killed after 2 s', 'ended SIGKILL'])
    expect(clock.pending).toBe(0)
  })

  it('waits for a child that ignores SIGTERM although its parent is gone', async () => {
    const clock = new TurnedClock()
    const stubborn = createProcessService({ clock, env: process.env })
    const run = program(stubborn, 'sh', ['-c', `(trap '' TERM; echo ready; while :; do sleep 60; done) & wait`])
    const pid = await run.wrote('ready')

    run.abort.abort(new Error('stopped'))
    clock.advance(2_000)

    await expect(run.result).rejects.toThrow('stopped')
    expect(groupLives(pid)).toBe(false)
    expect(run.told).toContain('killed after 2 s')
  })
})

describe('what a dead owner left behind', () => {
  const orphans: ChildProcess[] = []
  afterEach(() => {
    for (const orphan of orphans.splice(0)) orphan.kill('SIGKILL')
  })

  async function orphan(): Promise<{ pid: number; startedAt: string; exit: Promise<NodeJS.Signals | null> }> {
    const child = spawn('sleep', ['60'], { detached: true, stdio: 'ignore' })
    orphans.push(child)
    const exit = new Promise<NodeJS.Signals | null>((resolve) => child.once('exit', (_, signal) => resolve(signal)))
    await new Promise((resolve) => child.once('spawn', resolve))
    const pid = child.pid ?? 0
    return { pid, startedAt: (await startOf(pid)) ?? '', exit }
  }

  it('is ended', async () => {
    const { pid, startedAt, exit } = await orphan()

    expect(await port.endOrphan(pid, startedAt)).toBe('ended')
    expect(await exit).toBe('SIGTERM')
    expect(await port.endOrphan(pid, startedAt)).toBe('gone')
  })

  it('is left alone where the pid is another process by now', async () => {
    const { pid, startedAt } = await orphan()

    expect(await port.endOrphan(pid, `${startedAt}9`)).toBe('gone')
    expect(await port.endOrphan(pid, '')).toBe('gone')
    expect(groupLives(pid)).toBe(true)
  })
})
