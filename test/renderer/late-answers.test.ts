/** The window's documents on the real app, in one process: what is answered late is older than what was done since. */
import { beforeAll, expect, it } from 'vitest'
import type { CallName } from '#shared/ipc/contract.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { Home } from '#test/support/home.ts'
import { windowOnApp } from '#test/support/window-on-app.ts'

const home = new Home()

/** Of the next call of a name: it is asked of the app, or its answer reaches the window, only when it is let go. */
class Held {
  readonly #name: CallName
  readonly #before: boolean
  letGo = (): void => undefined
  reached = (): void => undefined
  readonly #free = new Promise<void>((settle) => {
    this.letGo = settle
  })
  /** Resolves once it is asked, or answered. */
  readonly there = new Promise<void>((settle) => {
    this.reached = settle
  })

  constructor(name: CallName, { before = false } = {}) {
    this.#name = name
    this.#before = before
    holds.push(this)
  }

  async pass(pass: () => Promise<unknown>): Promise<unknown> {
    const value = this.#before ? undefined : await pass()
    this.reached()
    await this.#free
    return this.#before ? pass() : value
  }

  holds(name: CallName): boolean {
    return name === this.#name
  }
}

const holds: Held[] = []

beforeAll(async () => {
  const { close } = await windowOnApp(home, {
    call(name, _input, pass) {
      const at = holds.findIndex((held) => held.holds(name))
      const [held] = at < 0 ? [] : holds.splice(at, 1)
      return held ? held.pass(pass) : pass()
    },
  })
  return close
})

async function opened(name: string) {
  const { openDocument, changeDocument, documentNow } = await import('#renderer/state/documents.ts')
  const ref = home.write(
    `workflows/${name}.flow.json`,
    `{"format":"slashflow/1","name":"${name}","nodes":[],"edges":[]}`,
  )
  await openDocument(ref)
  return {
    ref,
    type: (title: string) => changeDocument(ref, (before): Workflow => ({ ...before, title })),
    now: () => documentNow(ref),
  }
}

it('what was read of a file before it was saved again does not come in the place of that', async () => {
  const { saveDocument } = await import('#renderer/state/documents.ts')
  const { followFile } = await import('#renderer/state/document/disk.ts')
  const { ref, type, now } = await opened('saved')
  const looked = new Held('workflows.standing', { before: true })
  const followed = followFile(ref)
  await looked.there
  type('First')
  const written = new Held('workflows.save')
  const first = saveDocument(ref)
  await written.there
  const read = new Held('workflows.read')
  looked.letGo()
  await read.there
  written.letGo()
  await first
  type('Second')
  await saveDocument(ref)
  read.letGo()
  await followed

  expect(now()).toMatchObject({ workflow: { title: 'Second' }, dirty: false, past: { length: 2 } })
})

it('what is typed while the file is being trusted stays', async () => {
  const { trustDocument } = await import('#renderer/state/documents.ts')
  const { ref, type, now } = await opened('trusted')
  const answer = new Held('workflows.trust')
  const trusted = trustDocument(ref)
  await answer.there
  type('Typed')
  answer.letGo()
  await trusted

  expect(now()).toMatchObject({ workflow: { title: 'Typed' }, saved: { trusted: true } })
})
