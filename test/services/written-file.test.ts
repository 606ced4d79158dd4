import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { writtenFile } from '#main/services/files/written-file.ts'
import { CallError } from '#shared/ipc/call-error.ts'
import { folderWith } from './support/folder.ts'

describe('a file that a run wrote', () => {
  it('is found, and told where it is gone or outside', async () => {
    const folder = folderWith({ 'out/review.md': 'Fine.' })
    symlinkSync('/', join(folder, 'root'))

    expect(await writtenFile(folder, 'out/review.md')).toBe(join(folder, 'out/review.md'))
    const refused = (path: string) => writtenFile(folder, path).catch((error: unknown) => error)
    expect(await refused('gone.md')).toEqual(new CallError('file.not-found', `gone.md is not in ${folder} any more.`))
    expect(await refused('root/etc/hosts')).toMatchObject({ name: 'CallError', code: 'file.outside-workspace' })
  })
})
