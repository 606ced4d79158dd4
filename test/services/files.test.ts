import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createFilesService } from '#main/services/files/files-port.ts'
import { folderWith } from './support/folder.ts'
import { failure } from './support/model-call.ts'
import { smallDisk } from './support/small-disk.ts'

const files = createFilesService()

describe('files of a workspace', () => {
  it('are read, written, appended to and listed', async () => {
    const workspace = folderWith({ 'b.txt': 'b', '.git/config': 'x' })

    expect(await files.write(workspace, 'out/review.md', '# Fine €\n')).toEqual({ path: 'out/review.md', bytes: 11 })
    expect(await files.append(workspace, './out/review.md', 'more')).toEqual({ path: 'out/review.md', bytes: 4 })
    expect(await files.read(workspace, join(workspace, 'out/review.md'))).toEqual({
      path: 'out/review.md',
      text: '# Fine €\nmore',
      replaced: 0,
    })
    expect(await files.list(workspace, '.')).toEqual({ files: ['b.txt', 'out/review.md'] })
    expect(await files.list(workspace, 'out')).toEqual({ files: ['out/review.md'] })
  })

  it('keep their permissions, and leave nothing else behind', async () => {
    const workspace = folderWith({ 'run.sh': 'old' })
    chmodSync(join(workspace, 'run.sh'), 0o750)

    await files.write(workspace, 'run.sh', 'new')

    expect(statSync(join(workspace, 'run.sh')).mode & 0o777).toBe(0o750)
    expect(readdirSync(workspace)).toEqual(['run.sh'])
  })

  it('that are not UTF-8 say in how many places', async () => {
    const workspace = folderWith()
    writeFileSync(join(workspace, 'mixed'), Buffer.from([0x61, 0xff, 0x62, 0xfe, 0xef, 0xbf, 0xbd]))

    expect(await files.read(workspace, 'mixed')).toEqual({ path: 'mixed', text: 'a�b��', replaced: 2 })
  })

  it.each(['../outside.txt', '/etc/passwd', 'a/../../x'])('are never outside it: %s', async (path) => {
    const workspace = folderWith()

    expect(await failure(files.read(workspace, path))).toMatchObject({
      code: 'file.outside-workspace',
      retryable: false,
    })
    expect(await failure(files.write(workspace, path, 'x'))).toMatchObject({ code: 'file.outside-workspace' })
  })

  it('are not reached over a link that leads out, existing or not', async () => {
    const outside = folderWith({ 'secret.txt': 'secret' })
    const workspace = folderWith({ 'real.txt': 'inside' })
    symlinkSync(outside, join(workspace, 'folder'))
    symlinkSync(join(outside, 'secret.txt'), join(workspace, 'file'))
    symlinkSync(join(outside, 'not-yet.txt'), join(workspace, 'dangling'))
    symlinkSync('real.txt', join(workspace, 'near'))

    for (const path of ['folder/secret.txt', 'folder/new/deep.txt', 'file', 'dangling']) {
      expect(await failure(files.write(workspace, path, 'x'))).toMatchObject({ code: 'file.outside-workspace' })
    }
    expect(readdirSync(outside)).toEqual(['secret.txt'])
    await files.write(workspace, 'near', 'through the link')
    expect(readFileSync(join(workspace, 'real.txt'), 'utf8')).toBe('through the link')
    expect(await files.list(workspace, '')).toEqual({ files: ['near', 'real.txt'] })
  })

  it('are found where the workspace itself is a link', async () => {
    const real = folderWith({ 'a.txt': 'a' })
    const link = join(folderWith(), 'link')
    symlinkSync(real, link)

    expect(await files.read(link, 'a.txt')).toMatchObject({ path: 'a.txt', text: 'a' })
  })

  it('name what is wrong', async () => {
    const workspace = folderWith({ 'a.txt': 'a', 'folder/b.txt': 'b' })

    const codes = await Promise.all([
      failure(files.read(workspace, 'none.txt')),
      failure(files.read(workspace, 'a.txt/b')),
      failure(files.write(workspace, 'a.txt/b', 'x')),
      failure(files.read(workspace, 'folder')),
      failure(files.write(workspace, 'folder', 'x')),
      failure(files.list(workspace, 'none')),
      failure(files.list(workspace, 'a.txt')),
      failure(files.read('/no/such/workspace', 'a.txt')),
      failure(files.read('', 'a.txt')),
      failure(files.read(workspace, 'x'.repeat(300))),
      failure(files.write('/dev', 'full', 'x')),
    ])

    expect(codes.map((error) => error.code)).toEqual([
      'file.not-found',
      'file.not-found',
      'file.not-found',
      'file.is-folder',
      'file.is-folder',
      'file.not-found',
      'file.not-found',
      'file.no-workspace',
      'file.no-workspace',
      'file.name-too-long',
      'file.not-a-file',
    ])
  })

  it('are listed up to a limit, and then not silently fewer', async () => {
    const workspace = folderWith({ a: '', b: '', c: '' })

    expect(await failure(createFilesService({ mostListed: 2 }).list(workspace, '.'))).toMatchObject({
      code: 'file.too-many',
    })
  })

  it('stay as they were on a full disk and on a read-only one', async (context) => {
    const disk = smallDisk(64)
    if (!disk) return context.skip('mounting is not allowed here')
    mkdirSync(join(disk.folder, 'sub'))
    await files.write(disk.folder, 'sub/a.txt', 'old')

    expect(await failure(files.write(disk.folder, 'sub/a.txt', 'x'.repeat(100_000)))).toMatchObject({
      code: 'file.disk-full',
      retryable: false,
    })
    expect(await failure(files.append(disk.folder, 'sub/a.txt', 'x'.repeat(100_000)))).toMatchObject({
      code: 'file.disk-full',
    })
    disk.makeReadOnly()
    expect(await failure(files.write(disk.folder, 'sub/a.txt', 'new'))).toMatchObject({ code: 'file.read-only' })
    expect(await failure(files.write(disk.folder, 'other/new/a.txt', 'new'))).toMatchObject({ code: 'file.read-only' })

    expect(readFileSync(join(disk.folder, 'sub/a.txt'), 'utf8')).toBe('old')
    expect(readdirSync(join(disk.folder, 'sub'))).toEqual(['a.txt'])
  })
})
