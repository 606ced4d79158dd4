import { describe, expect, it } from 'vitest'
import { movedBetween, placesOver } from '#renderer/canvas/model/places-over.ts'
import { absoluteOf, absolutePlaces } from '#renderer/canvas/model/tree.ts'

type Places = ReadonlyMap<string, readonly [number, number]>

const below: Places = new Map([
  ['a', [0, 0]],
  ['b', [10, 0]],
])

describe('places over others', () => {
  it('reads as one map: those over in the place of those below, in the order of those below, new ones last', () => {
    const places = placesOver(
      below,
      new Map([
        ['c', [5, 5]],
        ['a', [7, 7]],
      ]),
    )
    const expected: [string, readonly [number, number]][] = [
      ['a', [7, 7]],
      ['b', [10, 0]],
      ['c', [5, 5]],
    ]
    expect([...places]).toEqual(expected)
    expect(new Map(places)).toEqual(new Map(expected))
    expect([...places.keys()]).toEqual(['a', 'b', 'c'])
    expect([...places.values()]).toEqual([
      [7, 7],
      [10, 0],
      [5, 5],
    ])
    expect(places.size).toBe(3)
    expect(places.get('a')).toEqual([7, 7])
    expect(places.get('b')).toEqual([10, 0])
    expect(places.has('c')).toBe(true)
    expect(places.has('d')).toBe(false)
    const heard: string[] = []
    places.forEach((at, id) => {
      heard.push(`${id} ${at.join()}`)
    })
    expect(heard).toEqual(['a 7,7', 'b 10,0', 'c 5,5'])
  })

  it('is what lies below where nothing lies over it', () => {
    expect(placesOver(below, new Map())).toBe(below)
  })

  it('knows who moved between two of them on the same ground, also who fell back to it', () => {
    const one = placesOver(below, new Map([['a', [1, 1]]]))
    const other = placesOver(below, new Map([['b', [2, 2]]]))
    expect(movedBetween(one, other)).toEqual(new Set(['a', 'b']))
    expect(movedBetween(one, below)).toEqual(new Set(['a']))
    expect(movedBetween(below, below)).toEqual(new Set())
  })

  it('cannot tell where the ground is another', () => {
    expect(movedBetween(below, new Map(below))).toBeUndefined()
  })
})

describe('places on the canvas', () => {
  const tree = {
    parents: new Map([
      ['inner', 'outer'],
      ['leaf', 'inner'],
    ]),
    children: new Map([
      ['', ['outer', 'free']],
      ['outer', ['inner']],
      ['inner', ['leaf']],
    ]),
    order: ['outer', 'free', 'inner', 'leaf'],
  }
  const places: Places = new Map([
    ['outer', [100, 10]],
    ['free', [3, 4]],
    ['inner', [20, 30]],
    ['leaf', [1, 2]],
  ])

  it('are the same for some nodes alone as for all of them', () => {
    const all = absolutePlaces(places, tree)
    expect(absoluteOf(tree.order, places, tree)).toEqual(all)
    expect(absoluteOf(['leaf'], places, tree)).toEqual(new Map([['leaf', [121, 42]]]))
    expect(absoluteOf(['gone'], places, tree)).toEqual(new Map())
  })
})
