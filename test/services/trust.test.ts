import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { WorkflowCatalog } from '#main/services/workflows/catalog.ts'
import { flow, text, world } from './support/catalog-world.ts'

describe('trust', () => {
  it('is for one content: not for another version, but for the same graph moved about', async () => {
    const { catalog, path } = world({ 'work/.slashflow/x': text('x', { layout: { start: [0, 0] } }) })
    const ref = path('work/.slashflow/x')
    const { hash } = await catalog.read(ref)

    expect(await catalog.trust(ref, hash)).toMatchObject({ trusted: true })
    writeFileSync(ref, JSON.stringify(flow('x', { layout: { start: [500, 90] } }), null, 4))
    expect(await catalog.read(ref)).toMatchObject({ trusted: true })
    writeFileSync(ref, text('x', { description: 'Changed' }))
    expect(await catalog.read(ref)).toMatchObject({ trusted: false })
  })

  it('is refused for a version that was not looked at', async () => {
    const { catalog, path } = world({ 'work/.slashflow/x': text('x') })

    await expect(catalog.trust(path('work/.slashflow/x'), '0'.repeat(64))).rejects.toMatchObject({
      code: 'workflow.changed',
    })
  })

  it('stays with an edit made here, and does not come with one', async () => {
    const { catalog, path } = world({ 'work/.slashflow/x': text('x'), 'work/.slashflow/y': text('y') })
    const [x, y] = [path('work/.slashflow/x'), path('work/.slashflow/y')]
    await catalog.trust(x, (await catalog.read(x)).hash)

    expect(await catalog.save(x, flow('x', { title: 'Edited' }))).toMatchObject({ trusted: true })
    expect(await catalog.save(y, flow('y', { title: 'Edited' }))).toMatchObject({ trusted: false })
  })

  it('is less where its file is damaged, never more, and says so', async () => {
    const { catalog, path, home } = world({ 'work/.slashflow/x': text('x') })
    const ref = path('work/.slashflow/x')
    await catalog.trust(ref, (await catalog.read(ref)).hash)
    writeFileSync(join(home, 'trust.json'), '{"trusted":')

    expect(await catalog.read(ref)).toMatchObject({ trusted: false })
    expect(catalog.warnings()).toEqual([expect.stringContaining('trust.json.damaged-')])
    expect(readdirSync(home)).toContain('trust.json.damaged-2025-06-01T12-00-00.000Z')
  })
})

describe('a list of trusted commands that another process changes', () => {
  it('is heard, when a content is trusted and when it is not any more', async () => {
    const { catalog, path, home } = world({ 'work/.slashflow/x': text('x') })
    const ref = path('work/.slashflow/x')
    const other = world({}, home).catalog
    const heard = nextOf(catalog)
    await other.trust(ref, (await other.read(ref)).hash)
    await heard
    expect(await catalog.standing(ref)).toMatchObject({ trusted: true })

    const heardAgain = nextOf(catalog)
    writeFileSync(join(home, 'trust.json'), '{"trusted":{}}')
    await heardAgain
    expect(await catalog.standing(ref)).toMatchObject({ trusted: false })
  })
})

const nextOf = ({ trusted }: WorkflowCatalog): Promise<void> =>
  new Promise((heard) => {
    const end = trusted.watch(() => {
      end()
      heard()
    })
  })
