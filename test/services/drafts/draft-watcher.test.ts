import { afterAll, expect, it } from 'vitest'
import { DraftStore } from '#main/services/drafts/draft-store.ts'
import { DraftWatcher } from '#main/services/drafts/draft-watcher.ts'
import { Home } from '#test/support/home.ts'

const home = new Home()
afterAll(() => home.remove())

const REF = '/work/.slashflow/one.flow.json'
const WORKFLOW = '{"format":"slashflow/1","name":"one","nodes":[],"edges":[]}'

it('each revision that another process keeps is told, and that the draft went only once none is left', async () => {
  const warn = (warning: string) => expect.unreachable(warning)
  const elsewhere = new DraftStore({ home: home.folder, now: () => 0, changed: () => undefined, warn })
  const told: (string | null)[] = []
  const watcher = new DraftWatcher({ folder: elsewhere.folder, changed: (_ref, revision) => told.push(revision), warn })
  await watcher.begin()
  const draft = {
    ref: REF,
    name: 'one',
    dirty: true,
    baseHash: null,
    baseText: null,
    workflow: WORKFLOW,
    history: '[]',
  }

  let over: string | null = null
  for (const revision of ['first', 'second', 'third']) {
    await elsewhere.keep({ ...draft, over, revision })
    over = revision
    await expect.poll(() => told.at(-1)).toBe(revision)
  }
  await elsewhere.remove(REF, 'third')
  await expect.poll(() => told.at(-1)).toBeNull()
  await watcher.close()

  expect(told).toEqual(['first', 'second', 'third', null])
})
