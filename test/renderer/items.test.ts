import { describe, expect, it } from 'vitest'
import { itemWords } from '#renderer/canvas/model/item-words.ts'
import { cellsOf, choicesOf, followedItem, itemName, itemsOf, stretchesOf } from '#renderer/canvas/model/items.ts'
import { viewDeriver } from '#renderer/canvas/model/node-views.ts'
import { shownItems } from '#renderer/canvas/model/shown-items.ts'
import { treeOf } from '#renderer/canvas/model/tree.ts'
import type { Json } from '#shared/json.ts'
import { foldRun } from '#shared/state/fold-run.ts'
import { KeyedList } from '#shared/state/keyed-list.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { canvasCatalog } from '#test/support/canvas-kinds.ts'
import { viewsInputOf } from '#test/support/canvas-views.ts'
import { type ToldEvent, told } from '#test/support/told-events.ts'

const workflow: Workflow = {
  format: 'slashflow/1',
  name: 'explain',
  nodes: [
    { id: 'all', kind: 'all' },
    { id: 'read', kind: 'write', parent: 'all', compensate: 'forget' },
    { id: 'inner', kind: 'all', parent: 'all' },
    { id: 'ok', kind: 'ask', parent: 'inner' },
    { id: 'forget', kind: 'write' },
  ],
  edges: [{ from: 'read', to: 'inner' }],
}
const tree = treeOf(workflow, canvasCatalog)

const begun = (nodeId: string, path: string, input: Json = {}): readonly ToldEvent[] => [
  { type: 'node.activated', nodeId, path, data: { loop: { iteration: 0 } } },
  { type: 'node.started', nodeId, path, data: { input } },
]
const done = (nodeId: string, path: string): ToldEvent => ({
  type: 'node.completed',
  nodeId,
  path,
  data: { port: 'out', output: {} },
})
const failed = (nodeId: string, path: string): ToldEvent => ({
  type: 'node.failed',
  nodeId,
  path,
  data: { code: 'model.timeout', message: 'Too late.' },
})
const itemsOfAll = (total: number): ToldEvent => ({ type: 'items.started', nodeId: 'all', path: '', data: { total } })
const item = (index: number): ToldEvent => ({ type: 'item.started', nodeId: 'all', path: '', data: { index } })
const itemEnded = (index: number, error?: { code: string; message: string }): ToldEvent => ({
  type: 'item.ended',
  nodeId: 'all',
  path: '',
  data: { index, ...(error ? { error } : { result: null }) },
})
const asked = (path: string): ToldEvent => ({
  type: 'approval.requested',
  nodeId: 'ok',
  path,
  data: { approvalId: `a ${path}`, purpose: 'approval', title: 'Ok?', payload: null },
})

const started: ToldEvent = {
  type: 'run.started',
  data: { workflow: 'explain', version: 'v', args: {}, workspace: '', trusted: true, by: 'cli' },
}
/** Five items: done, failed, waits for a person two levels down, runs, not begun. */
const story: readonly ToldEvent[] = [
  started,
  ...begun('all', '', { items: [1, 2, 3, 4, 5] }),
  itemsOfAll(5),
  item(0),
  ...begun('read', 'all[0]'),
  done('read', 'all[0]'),
  itemEnded(0),
  item(1),
  ...begun('read', 'all[1]'),
  failed('read', 'all[1]'),
  itemEnded(1, { code: 'model.timeout', message: 'Too late.' }),
  item(2),
  ...begun('read', 'all[2]'),
  done('read', 'all[2]'),
  ...begun('inner', 'all[2]', { items: [1, 2] }),
  { type: 'items.started', nodeId: 'inner', path: 'all[2]', data: { total: 2 } },
  { type: 'item.started', nodeId: 'inner', path: 'all[2]', data: { index: 0 } },
  { type: 'item.started', nodeId: 'inner', path: 'all[2]', data: { index: 1 } },
  ...begun('ok', 'all[2]/inner[1]'),
  asked('all[2]/inner[1]'),
  item(3),
  ...begun('read', 'all[3]'),
]
const stateOf = (events: readonly ToldEvent[]) => foldRun(told(events), 'r')

describe('the items of a container', () => {
  const state = stateOf(story)

  it('stand as their nodes do, and wait where a person is asked however deep', () => {
    expect(cellsOf(itemsOf(state, 'all'))).toBe('dfwri')
    expect(cellsOf(itemsOf(state, 'all[2]/inner'))).toBe('rw')
    expect(itemWords('dfwri')).toBe('1 of 5 items done, 1 running, 1 needs you, 1 failed')
  })

  it('have not failed where they were withdrawn with their container', () => {
    const over = stateOf([
      ...story,
      { type: 'node.interrupted', nodeId: 'all', path: '', data: { reason: 'Stopped.' } },
    ])
    expect(cellsOf(itemsOf({ ...over, waits: new KeyedList() }, 'all'))).toBe('dfiii')
  })

  it('are none before the list is known', () => {
    expect(itemsOf(stateOf([started, ...begun('all', '')]), 'all').total).toBe(0)
  })

  it('are followed: first what needs a person, then what runs, then what failed', () => {
    expect([
      followedItem('drwf'),
      followedItem('ddrf'),
      followedItem('ddfd'),
      followedItem('ddd'),
      followedItem(''),
    ]).toEqual([2, 2, 2, 2, 0])
  })

  it('keep their order where many are folded into a bar, and what needs to be seen is never lost in it', () => {
    expect(stretchesOf('ddrri')).toEqual([
      { at: 0, length: 2, cell: 'd' },
      { at: 2, length: 2, cell: 'r' },
      { at: 4, length: 1, cell: 'i' },
    ])
    const many = stretchesOf(`${'d'.repeat(5_000)}f${'d'.repeat(2_000)}w${'i'.repeat(2_998)}`)
    expect(many.map(({ cell }) => cell).join('')).toBe('dfdwi')
    expect(many.reduce((sum, { length }) => sum + length, 0)).toBe(10_000)
  })

  it('are named by their number, which containers that run once do not have', () => {
    expect([...choicesOf('all[2]/inner[0]')]).toEqual([
      ['all', 2],
      ['all[2]/inner', 0],
    ])
    expect(itemName('all[2]/inner[0]', () => true)).toBe('item 3.1')
    expect(itemName('all[2]/inner[0]', (id) => id === 'all')).toBe('item 3')
  })
})

describe('the item that is shown', () => {
  const state = stateOf(story)

  it('is the one that needs a person, in every container on the way', () => {
    const { paths, byContainer } = shownItems(tree, state, new Map())
    expect(paths.get('inner')).toBe('all[2]/inner[1]')
    expect(byContainer.get('all')).toEqual({ key: 'all', cells: 'dfwri', shown: 2, picked: false })
  })

  it('is the one that a person picked, until that is gone', () => {
    const picked = new Map([['all', 1]])
    expect(shownItems(tree, state, picked).paths.get('all')).toBe('all[1]')
    expect(shownItems(tree, state, picked).byContainer.get('all')?.picked).toBe(true)
    expect(shownItems(tree, state, new Map([['all', 99]])).paths.get('all')).toBe('all[2]')
  })

  const viewsWith = (picked: ReadonlyMap<string, number>, events = story) =>
    viewDeriver()({
      ...viewsInputOf(workflow),
      run: { state: stateOf(events) },
      picked,
      breakpoints: new Set(['read']),
    })

  it('gives the children their states, and the container the mark of whom it needs', () => {
    const { byId } = viewsWith(new Map())
    const marks = ['all', 'read', 'inner', 'ok'].map((id) => byId.get(id)?.glyph)
    expect(marks).toEqual(['needs-approval', 'done', 'needs-approval', 'needs-approval'])
    expect(byId.get('ok')?.waitId).toBe('a all[2]/inner[1]')
    expect(byId.get('all')?.waitId).toBeUndefined()
    expect([byId.get('read')?.breakpoint, byId.get('ok')?.breakpoint]).toEqual([true, false])
  })

  it('shows a failure where that item is picked, and nothing where an item has not begun', () => {
    expect(viewsWith(new Map([['all', 1]])).byId.get('read')?.glyph).toBe('failed')
    expect(viewsWith(new Map([['all', 4]])).byId.get('read')?.glyph).toBe('idle')
  })

  it('says of a queued node of a paused run that it is held', () => {
    const held: readonly ToldEvent[] = [
      ...story,
      { type: 'node.activated', nodeId: 'forget', data: { loop: { iteration: 0 } } },
      { type: 'run.paused', data: { by: 'app' } },
    ]
    expect(viewsWith(new Map(), held).byId.get('forget')?.note).toBe('held')
  })
})
