/** What is kept of a file beside its Saves: what was found in it, and nothing of what was destroyed. */
import { writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { writeAtomic } from '#main/services/files/write-atomic.ts'
import { SaveVersions } from '#main/services/versions/save-versions.ts'
import { VersionStore } from '#main/services/versions/version-store.ts'
import { text, world } from '../support/catalog-world.ts'
import { folderWith } from '../support/folder.ts'

function kept() {
  let now = Date.now()
  const store = new VersionStore({ home: folderWith(), now: () => now++, write: writeAtomic, changed: () => {} })
  const warnings: string[] = []
  const process = () => new SaveVersions({ versions: store, now: () => now++, warn: (each) => warnings.push(each) })
  const reasons = async (ref: string) => (await store.list(ref)).map(({ reason }) => reason)
  return { store, process, reasons, warnings }
}

describe('the versions of a file that is opened', () => {
  it('hold what it says, where that was saved by a process that was killed before its version', async () => {
    const { store, process, reasons } = kept()
    const { catalog, path } = world({ 'home/workflows/mine': text('mine') }, undefined, process())
    const ref = path('home/workflows/mine')
    await store.add(ref, { text: text('mine'), reason: 'saved' })
    writeFileSync(ref, text('mine', { title: 'Killed after this' }))

    catalog.prepareSave(await catalog.read(ref))
    await expect.poll(() => reasons(ref)).toEqual(['found', 'saved'])
    const [found] = await store.list(ref)
    expect((await store.read(ref, found?.id ?? '')).workflow?.title).toBe('Killed after this')
  })
})

describe('the versions of a destroyed command', () => {
  it('go with it, unless the file stands there again', async () => {
    const { store, process, reasons, warnings } = kept()
    const { catalog, path } = world(
      { 'home/workflows/mine': text('mine'), 'home/workflows/back': text('back') },
      undefined,
      process(),
    )
    const [mine, back] = [path('home/workflows/mine'), path('home/workflows/back')]
    for (const ref of [mine, back]) await store.add(ref, { text: text('x'), reason: 'named', name: 'First' })
    const [gone, again] = [await catalog.remove(mine), await catalog.remove(back)]
    writeFileSync(back, text('back'))

    await catalog.deleted.purge([gone.keptAt, again.keptAt])
    expect([await reasons(mine), await reasons(back), warnings]).toEqual([[], ['named'], []])
  })
})
