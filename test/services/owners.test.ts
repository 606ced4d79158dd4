import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { OwnerLock } from '#main/services/owners/owner-lock.ts'
import { ask, listen, socketPath } from '#main/services/owners/owner-socket.ts'
import { CallError } from '#shared/ipc/call-error.ts'

const home = mkdtempSync(join(tmpdir(), 'slashflow-owners-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

const HOLDER = `
  import { OwnerLock } from '#main/services/owners/owner-lock.ts'
  globalThis.lock = new OwnerLock(process.argv[1], 'other') // kept, or the collector would close it
  console.log('held')
  setInterval(() => {}, 1000)
`

it('sees another owner live, and die by SIGKILL', async () => {
  const mine = new OwnerLock(home, 'mine')
  const child = spawn(process.execPath, ['--input-type=module', '--eval', HOLDER, home], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  expect([mine.isAlive('mine'), mine.isAlive('other'), mine.isAlive('nobody')]).toEqual([true, true, false])
  child.kill('SIGKILL')
  await once(child, 'exit')
  expect(mine.isAlive('other')).toBe(false)
  mine.sweep()
  expect(mine.isAlive('mine')).toBe(true)
  mine.release()
})

it('passes a request to the owner and its answer or refusal back', async () => {
  const path = socketPath(home, 'mine')
  new OwnerLock(home, 'mine').release()
  const server = await listen(path, async ({ name, by }) => {
    if (name === 'run.stop') return { receipt: [by] }
    throw new CallError('approval.not-open', 'It is not open.')
  })
  await expect(ask(path, { name: 'run.stop', input: {}, by: 'cli' })).resolves.toEqual({ receipt: ['cli'] })
  await expect(ask(path, { name: 'approval.decide', input: {}, by: 'cli' })).rejects.toMatchObject({
    code: 'approval.not-open',
  })
  server.close()
  await expect(ask(socketPath(home, 'nobody'), { name: 'run.stop', input: {}, by: 'cli' })).rejects.toMatchObject({
    code: 'owner.unreachable',
  })
})

it('does not listen where somebody else could answer in its place', () => {
  const folder = join(home, 'b'.repeat(150))
  const short = dirname(socketPath(folder, 'mine'))
  chmodSync(short, 0o777)
  expect(() => socketPath(folder, 'mine')).toThrow(/not yours alone/)
  rmSync(short, { recursive: true })
})

it('listens also where the data folder has a very long name', async () => {
  const path = socketPath(join(home, 'a'.repeat(150)), 'mine')
  const server = await listen(path, async () => 'heard')
  await expect(ask(path, { name: 'x', input: {}, by: 'cli' })).resolves.toBe('heard')
  server.close()
})
