import { describe, expect, it } from 'vitest'
import { foldNode, resizeNode } from '#renderer/canvas/edit/places.ts'
import { layOut } from '#renderer/canvas/layout/lay-out.ts'
import { placeMissing, placesOf, unplacedLevels } from '#renderer/canvas/layout/place-missing.ts'
import { firstPlace, heldBoxes, loopRooms, placeInside } from '#renderer/canvas/model/hold-children.ts'
import {
  absolutePlaces,
  containersAround,
  hiddenNodes,
  outermost,
  takesItems,
  treeOf,
} from '#renderer/canvas/model/tree.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { canvasCatalog, kindNamed } from '#test/support/canvas-kinds.ts'
import { boxesOf, nested, tree } from './nested-workflow.ts'

describe('the tree of a workflow', () => {
  it('has every container before its children, whatever the order in the file', () => {
    expect(tree.order.indexOf('inner')).toBeLessThan(tree.order.indexOf('leaf'))
    expect(tree.order.indexOf('files')).toBeLessThan(tree.order.indexOf('inner'))
    expect([...tree.order].sort()).toEqual(nested.nodes.map((node) => node.id).sort())
    expect(containersAround(tree, 'leaf')).toEqual(['inner', 'files'])
    expect(outermost(tree, new Set(['leaf', 'inner', 'read']))).toEqual(['inner', 'read'])
  })

  it('draws at the top what names no container, no node, or itself', () => {
    const broken: Workflow = {
      ...nested,
      nodes: [
        { id: 'a', kind: 'box', parent: 'b' },
        { id: 'b', kind: 'box', parent: 'a' },
        { id: 'c', kind: 'write', parent: 'gone' },
        { id: 'd', kind: 'write', parent: 'c' },
      ],
    }
    expect([...treeOf(broken, canvasCatalog).parents]).toEqual([])
  })

  it('says which containers take items by their config, not by their name', () => {
    expect([takesItems(kindNamed('all')), takesItems(kindNamed('box'))]).toEqual([true, false])
  })

  it('hides everything inside a folded container, however deep', () => {
    const folded = foldNode(nested, 'files', true)
    expect([...hiddenNodes(tree, folded.layout)].sort()).toEqual(['inner', 'leaf', 'read'])
    expect(foldNode(folded, 'files', false)).toEqual(nested)
  })
})

describe('a container', () => {
  it('grows to hold its children, and the one around it with it', () => {
    const places = placesOf(nested)
    const held = heldBoxes(boxesOf(nested), places, tree)
    const [files, inner, leaf] = [held.get('files'), held.get('inner'), held.get('leaf')]
    expect([inner?.width, inner?.height]).toEqual([240, 160])
    expect(files?.width).toBe(24 * 10 + 240 + 24)
    expect((inner?.height ?? 0) - (leaf?.height ?? 0)).toBeGreaterThan(48)
    const out = files?.ports.find((port) => port.port === 'out')
    expect(out?.x).toBe((files?.width ?? 0) - 4.5)
  })

  it('has room below for the loops that go back inside it', () => {
    const looped = { ...nested, edges: [...nested.edges, { from: 'read', to: 'read', loop: { max: 2 } }] }
    const rooms = loopRooms(looped, tree)
    const [without, with_] = [
      heldBoxes(boxesOf(nested), placesOf(nested), tree),
      heldBoxes(boxesOf(nested), placesOf(nested), tree, new Map(), rooms),
    ]
    expect(with_.get('files')?.height ?? 0).toBeGreaterThan(without.get('files')?.height ?? 0)
    expect(with_.get('inner')).toEqual(without.get('inner'))
  })

  it('keeps its children clear of its head and its left side', () => {
    const box = boxesOf(nested).get('files')
    expect(placeInside([-40, 0], box ?? {})).toEqual([24, 56])
    expect(firstPlace(boxesOf(nested).get('inner') ?? {})).toEqual([24, 48])
    expect(placeInside([300, 400], box ?? {})).toEqual([300, 400])
  })

  it('is resized on the raster and keeps its colour', () => {
    const coloured = {
      ...nested,
      layout: { ...nested.layout, files: { at: [80, 0] as [number, number], color: 'blue' } },
    }
    expect(resizeNode(coloured, 'files', [403, 301]).layout?.files).toEqual({
      at: [80, 0],
      color: 'blue',
      size: [400, 304],
    })
  })

  it('places its children on the canvas from its own corner', () => {
    const absolute = absolutePlaces(placesOf(nested), tree)
    expect(absolute.get('leaf')).toEqual([80 + 240 + 24, 56 + 48])
    expect(absolute.get('end')).toEqual([800, 0])
  })
})

describe('the layout of a nested graph', () => {
  const bare: Workflow = { ...nested, layout: undefined }

  it('lays every level out inside its container, without one lying on another', async () => {
    expect(unplacedLevels(bare, tree)).toHaveLength(3)
    const places = await layOut(bare, boxesOf(bare), tree)
    const held = heldBoxes(boxesOf(bare), places, tree)
    const at = (id: string) => places.get(id) ?? [Number.NaN, Number.NaN]
    expect(at('leaf')).toEqual([24, 48])
    expect(at('inner')[0]).toBeGreaterThanOrEqual(at('read')[0] + 176)
    expect(at('end')[0]).toBeGreaterThanOrEqual(at('files')[0] + (held.get('files')?.width ?? 0))
  })

  it('finds places for the inside of a container alone, where the rest has its own', () => {
    const { leaf: _leaf, ...layout } = nested.layout ?? {}
    const partly: Workflow = { ...nested, layout }
    expect(unplacedLevels(partly, tree)).toEqual(['inner'])
    expect([...placeMissing(partly, boxesOf(partly), tree)]).toEqual([['leaf', [24, 48]]])
  })
})
