import { beforeAll, describe, expect, it, vi } from 'vitest'
import type { Action } from '#renderer/actions/action.ts'
import { clashesOf, keysIn, withKeys } from '#renderer/actions/keymap.ts'
import { MENU_TITLES } from '#shared/ipc/calls/app-calls.ts'

const action = (id: string, fields: Partial<Action> = {}): Action => ({
  id,
  label: id,
  perform: () => undefined,
  ...fields,
})
const undo = action('undo', { keys: 'mod+z' })
const save = action('save', { keys: 'mod+s' })
const inbox = action('inbox', { keys: 'g i' })
const add = action('add', { keys: ['a', '/'], scope: 'canvas' })
const bar = action('bar', { keys: '/' })
const pause = action('pause', { keys: 'f8' })
const resume = action('resume', { sharesKeysWith: 'pause' })
const all = [undo, save, inbox, add, bar, pause, resume]
const ids = (actions: readonly Action[]) => actions.map(({ id }) => id)

describe('the keys of an action', () => {
  it('are those that a person gave it, else those it came with', () => {
    expect([keysIn(undo, all, { undo: ['f2'] }), keysIn(undo, all, {}), keysIn(undo, all, { undo: [] })]).toEqual([
      ['f2'],
      ['mod+z'],
      [],
    ])
  })

  it('are those of the action that it takes turns with', () => {
    expect(keysIn(resume, all, { pause: ['f7'] })).toEqual(['f7'])
  })

  it('clash with those of another, with the beginning of its sequence, and across graph and window', () => {
    expect(ids(clashesOf(save, 'mod+z', all, {}))).toEqual(['undo'])
    expect(ids(clashesOf(save, 'g', all, {}))).toEqual(['inbox'])
    expect(ids(clashesOf(add, 'mod+s', all, {}))).toEqual(['save'])
  })

  it('do not clash where the two came with them', () => {
    expect(clashesOf(add, '/', all, {})).toEqual([])
  })

  it('are taken from whoever had them, and what is as it came is not kept', () => {
    const taken = withKeys(save, ['mod+z'], all, {})
    expect(taken).toEqual({ save: ['mod+z'], undo: [] })
    expect(withKeys(undo, ['mod+z'], all, withKeys(save, ['mod+s'], all, taken))).toEqual({})
  })
})

describe('the window’s actions', () => {
  let listed: readonly Action[] = []
  let menuItems: typeof import('#renderer/actions/system-menu.ts').menuItems
  let acceleratorOf: typeof import('#renderer/actions/system-menu.ts').acceleratorOf

  beforeAll(async () => {
    // The list is made in a page: what it touches while it is loaded, and nothing more.
    const styleElement = { appendChild: () => undefined }
    const element = { dataset: {}, style: {}, addEventListener: () => undefined }
    vi.stubGlobal('window', {
      addEventListener: () => undefined,
      slashflow: { host: 'electron', call: () => new Promise(() => undefined), on: () => () => undefined },
    })
    vi.stubGlobal('document', {
      documentElement: element,
      addEventListener: () => undefined,
      querySelector: () => null,
      createElement: () => styleElement,
      createTextNode: () => ({}),
      getElementsByTagName: () => [styleElement],
    })
    vi.stubGlobal('addEventListener', () => undefined)
    vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined, removeItem: () => undefined })
    const { actionsNow } = await import('#renderer/actions/actions.ts')
    listed = actionsNow()
    ;({ menuItems, acceleratorOf } = await import('#renderer/actions/system-menu.ts'))
  })

  it('have each a name of their own, an icon and a group', () => {
    expect(new Set(ids(listed)).size).toBe(listed.length)
    expect(listed.filter(({ label, icon, group }) => label === '' || !icon || !group).map(({ id }) => id)).toEqual([])
  })

  it('have no key twice in one part of the window', () => {
    const doubles = listed.flatMap((each) =>
      each.sharesKeysWith !== undefined
        ? []
        : keysIn(each, listed, {}).flatMap((keys) =>
            clashesOf(each, keys, listed, {})
              .filter((other) => (other.scope ?? 'window') === (each.scope ?? 'window'))
              .map((other) => `${keys}: ${each.id}, ${other.id}`),
          ),
    )
    expect(doubles).toEqual([])
  })

  it('make menus of the system that a screen of 800 px holds, in sections that stand together', () => {
    const items = menuItems()
    const lengths = MENU_TITLES.map((title) => {
      const own = items.filter(({ menu }) => menu === title)
      const rows = own.map(({ submenu, id }) => submenu ?? id)
      const within = rows.map((row) => rows.filter((other) => other === row).length)
      return Math.max(new Set(rows).size, ...within)
    })
    // A row is 26 px high at most, and the menu bar and what the system adds take some.
    expect(lengths.filter((length) => length > 24)).toEqual([])
    const sections = items.map(({ menu, section }) => `${menu} ${section}`)
    expect(
      sections.filter((section, index) => sections.indexOf(section) < index - 1 && sections[index - 1] !== section),
    ).toEqual([])
  })

  it('are written in it as the system writes keys', () => {
    expect(['+', 'mod++', 'mod+shift+z', 'arrowup', 'f8', 'g i'].map((keys) => acceleratorOf(keys, false))).toEqual([
      'Plus',
      'CmdOrCtrl+Plus',
      'CmdOrCtrl+Shift+Z',
      'Up',
      'F8',
      undefined,
    ])
    expect(['a', 'mod+s'].map((keys) => acceleratorOf(keys, true))).toEqual([undefined, 'CmdOrCtrl+S'])
  })
})
