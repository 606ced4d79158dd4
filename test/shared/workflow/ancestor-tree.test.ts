import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AncestorTree, ROOT } from '#shared/workflow/checks/ancestor-tree.ts'

describe('a tree of what stands above what', () => {
  it('finds what two have in common, as going up step by step does', () => {
    const parents = fc.array(fc.nat(1_000), { minLength: 1, maxLength: 60 })
    fc.assert(
      fc.property(parents, fc.nat(59), fc.nat(59), (wanted, one, other) => {
        const tree = new AncestorTree(wanted.length)
        const parentOf = wanted.map((parent, node) => (parent % (node + 1)) - 1)
        for (const [node, parent] of parentOf.entries()) tree.hang(node, parent)
        const above = (node: number): readonly number[] =>
          node === ROOT ? [ROOT] : [node, ...above(parentOf[node] ?? ROOT)]
        const [left, right] = [one % wanted.length, other % wanted.length]
        const shared = new Set(above(right))
        expect(tree.common(left, right)).toBe(above(left).find((node) => shared.has(node)))
      }),
      { numRuns: 300 },
    )
  })

  it('answers with a logarithm of steps on a chain of 10,000', () => {
    const size = 10_000
    const tree = new AncestorTree(size)
    for (let node = 0; node < size; node += 1) tree.hang(node, node - 1)
    for (let node = 0; node < size; node += 1) tree.common(node, Math.floor(node / 2))
    expect(tree.steps).toBeLessThan(size * 40)
  })
})
