import { readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { SharedJsonFile } from '#main/services/files/shared-json-file.ts'
import { writeAtomic } from '#main/services/files/write-atomic.ts'
import { folderWith } from './support/folder.ts'

const Numbers = z.object({ numbers: z.array(z.number()) })

function file(home: string) {
  const warnings: string[] = []
  const shared = new SharedJsonFile<z.infer<typeof Numbers>>({
    path: join(home, 'numbers.json'),
    empty: { numbers: [] },
    parse: (value) => Numbers.parse(value),
    write: writeAtomic,
    now: () => Date.parse('2025-06-01T12:00:00Z'),
    warn: (warning) => warnings.push(warning),
    words: { what: 'The numbers', damaged: (keptAt) => `damaged, kept at ${keptAt}` },
  })
  const add = (number: number) => shared.change(({ numbers }) => ({ numbers: [...numbers, number] }))
  return { shared, add, warnings }
}

describe('a JSON file of the data folder', () => {
  it('loses no change, whether made at once or by another process', async () => {
    const home = folderWith()
    const [mine, other] = [file(home), file(home)]

    await Promise.all([mine.add(1), mine.add(2), mine.add(3)])
    await other.add(4)
    await mine.add(5)

    expect(await other.shared.read()).toEqual({ numbers: [1, 2, 3, 4, 5] })
  })

  it.each(['{"numbers": [1', '{"numbers": "many"}', ''])('is kept aside where it is damaged: %j', async (damaged) => {
    const home = folderWith({ 'numbers.json': damaged })
    const { shared, add, warnings } = file(home)

    expect(await shared.read()).toEqual({ numbers: [] })
    await add(7)

    const aside = 'numbers.json.damaged-2025-06-01T12-00-00.000Z'
    expect(readdirSync(home).sort()).toEqual(['numbers.json', aside])
    expect(readFileSync(join(home, aside), 'utf8')).toBe(damaged)
    expect(warnings).toEqual([`damaged, kept at ${join(home, aside)}`])
  })

  it('that cannot be read counts as empty, is told, and is not written over', async () => {
    const home = folderWith({ 'numbers.json/inside': '' })
    const { shared, add, warnings } = file(home)

    expect(await shared.read()).toEqual({ numbers: [] })
    await expect(add(1)).rejects.toMatchObject({ code: 'EISDIR' })
    expect(warnings).toEqual([expect.stringMatching(/^The numbers in .* cannot be read \(EISDIR\)/)])
  })

  it('goes on after a change that failed', async () => {
    const home = folderWith()
    const { shared, add } = file(home)
    await expect(
      shared.change(() => {
        throw new Error('no')
      }),
    ).rejects.toThrow('no')
    await add(1)
    writeFileSync(join(home, 'numbers.json'), '{"numbers":[8]}')
    await add(2)

    expect(await shared.read()).toEqual({ numbers: [8, 2] })
  })

  it('that cannot be looked at is watched all the same, until it can', async () => {
    const home = folderWith()
    const path = join(home, 'numbers.json')
    symlinkSync(path, path)
    const { shared } = file(home)
    const heard = new Promise<void>((resolve) => {
      const end = shared.watch(() => {
        end()
        resolve()
      })
    })
    rmSync(path)
    writeFileSync(path, '{"numbers":[9]}')
    await heard

    expect(await shared.read()).toEqual({ numbers: [9] })
  })
})
