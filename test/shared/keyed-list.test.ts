import fc from 'fast-check'
import { expect, it } from 'vitest'
import { KeyedList } from '#shared/state/keyed-list.ts'
import { ReleasingMap } from '#shared/state/releasing-map.ts'

const change = fc.oneof(
  { weight: 6, arbitrary: fc.record({ set: fc.integer({ min: 0, max: 20 }), to: fc.integer() }) },
  { weight: 4, arbitrary: fc.record({ remove: fc.integer({ min: 0, max: 20 }) }) },
  { weight: 1, arbitrary: fc.constant({ clear: true as const }) },
)

interface Kept extends Iterable<[string, number]> {
  readonly size: number
  get(key: string): number | undefined
  has(key: string): boolean
  set(key: string, value: number): void
  delete(key: string): boolean
  clear(): void
  keys(): Iterable<string>
  values(): Iterable<number>
}

it.each<[string, () => Kept]>([
  ['a keyed list', () => new KeyedList<number>()],
  ['a releasing map', () => new ReleasingMap<string, number>()],
])('%s holds what a map holds, in the same order, whatever comes and goes', (_name, made) => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 60 }), (changes) => {
      const kept = made()
      const map = new Map<string, number>()
      for (const one of changes) {
        if ('set' in one) {
          kept.set(`k${one.set}`, one.to)
          map.set(`k${one.set}`, one.to)
        } else if ('remove' in one) expect(kept.delete(`k${one.remove}`)).toBe(map.delete(`k${one.remove}`))
        else {
          kept.clear()
          map.clear()
        }
        expect([...kept]).toEqual([...map])
        expect([[...kept.keys()], [...kept.values()], kept.size]).toEqual([
          [...map.keys()],
          [...map.values()],
          map.size,
        ])
        expect([kept.get('k3'), kept.has('k3')]).toEqual([map.get('k3'), map.has('k3')])
      }
    }),
  )
})
