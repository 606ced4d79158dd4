/** Places that cannot be a data folder: each says so at once, and what to do. */
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { openDatabase } from '#main/engine/log/database.ts'
import { verifyLog } from '#main/engine/log/verify.ts'
import { makeFolder, makePrivateFolder } from '#main/engine/make-folder.ts'
import { temporaryFolder } from '#test/support/log-under-test.ts'

function folder(): string {
  const made = temporaryFolder()
  onTestFinished(() => rmSync(made, { recursive: true, force: true }))
  return made
}

/** Where nobody makes anything; the recursive `mkdir` of Node never comes back from it. */
const NOWHERE = ['/proc/slashflow', '/proc/slashflow/deeper']

it.runIf(process.platform === 'linux').each(NOWHERE)('the system makes nothing in %s', (home) => {
  expect(() => openDatabase(home, 'now')).toThrow(/lets nobody make a file or folder there: set SLASHFLOW_HOME/)
  expect(() => makeFolder(home)).toThrow(/ENOENT/)
})

it('a file is in the way, also above', () => {
  const file = join(folder(), 'file')
  writeFileSync(file, '')
  for (const home of [file, join(file, 'home')])
    expect(() => openDatabase(home, 'now')).toThrow(/A file, or a link.* is in its place: move it away/)
  expect(() => verifyLog(file)).toThrow(/cannot be opened: .* or no folder/)
})

it('a link leads nowhere, or to itself', () => {
  const [nowhere, itself] = [join(folder(), 'nowhere'), join(folder(), 'itself')]
  symlinkSync(join(nowhere, '..', 'gone'), nowhere)
  symlinkSync(itself, itself)
  expect(() => openDatabase(nowhere, 'now')).toThrow(/a link that leads nowhere, is in its place/)
  expect(() => openDatabase(itself, 'now')).toThrow(/A link leads to itself: remove it/)
  expect(() => verifyLog(itself)).toThrow(/cannot be opened/)
})

it('a folder is made with those above it, and one that is there, or a link to it, is taken as it is', () => {
  const home = folder()
  makePrivateFolder(join(home, 'a', 'b', 'c'))
  makeFolder(join(home, 'd', 'e', 'f'))
  mkdirSync(join(home, 'real'))
  symlinkSync(join(home, 'real'), join(home, 'link'))
  openDatabase(join(home, 'link'), 'now').database.close()
  openDatabase(join(home, 'a', 'b', 'c'), 'now').database.close()
  openDatabase(join(home, 'd', 'e', 'f'), 'now').database.close()
  expect(verifyLog(join(home, 'link')).ok).toBe(true)
})
