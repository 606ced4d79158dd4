import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fragmentOf } from '#shared/workflow/edit/fragment.ts'
import { pasteFragment } from '#shared/workflow/edit/paste-fragment.ts'
import { referencesIn, textsIn } from '#shared/workflow/edit/references.ts'
import { listedNodes, renameIdsInEdge, renameIdsInNode } from '#shared/workflow/edit/rename-ids.ts'
import { type Edge, edgeSource, type WorkflowNode } from '#shared/workflow/workflow.ts'
import { workflows } from '#test/support/random-workflow.ts'

import { catalog, copied, NOWHERE, paste, review } from './pasted.ts'

describe('for all workflows', () => {
  const namesIn = (workflow: {
    readonly nodes: readonly WorkflowNode[]
    readonly edges: readonly Edge[]
  }): readonly string[] => [
    ...workflow.nodes.flatMap((node) => [
      ...textsIn(node.config).flatMap((text) => referencesIn(text).map(({ id }) => id)),
      ...listedNodes(node, catalog),
      ...(node.parent === undefined ? [] : [node.parent]),
      ...(node.compensate === undefined ? [] : [node.compensate]),
    ]),
    ...workflow.edges.flatMap((edge) => [edgeSource(edge).node, edge.to]),
  ]

  it('a paste collides with nothing and leaves what was there as it was', () => {
    fc.assert(
      fc.property(workflows, workflows, fc.boolean(), (into, from, links) => {
        const ids = from.nodes.slice(0, 3).map(({ id }) => id)
        const { workflow } = paste(into, copied(from, ...ids), links)
        const all = workflow.nodes.map(({ id }) => id)
        expect(new Set(all).size).toBe(all.length)
        expect(workflow.nodes.slice(0, into.nodes.length)).toEqual(into.nodes)
        expect(workflow.edges.slice(0, into.edges.length)).toEqual(into.edges)
        expect(workflow.layout).toMatchObject(into.layout ?? {})
      }),
    )
  })

  it('what a fragment names inside itself is the copy, and what it names outside stays as it was', () => {
    fc.assert(
      fc.property(workflows, workflows, (into, from) => {
        const fragment = fragmentOf(from, new Set(from.nodes.slice(0, 3).map(({ id }) => id)), NOWHERE)
        const { workflow, names } = pasteFragment(into, fragment, { at: [0, 0], links: false, catalog })
        const pasted = {
          nodes: workflow.nodes.slice(into.nodes.length),
          edges: workflow.edges.slice(into.edges.length),
        }
        expect(namesIn(pasted)).toEqual(namesIn(fragment).map((id) => names.get(id) ?? id))
      }),
    )
  })

  it('copying everything and pasting it gives the same workflow up to the names', () => {
    fc.assert(
      fc.property(workflows, (from) => {
        const { workflow, names } = paste(
          { ...from, nodes: [...from.nodes], edges: [] },
          copied(from, ...from.nodes.map(({ id }) => id)),
        )
        const back = new Map([...names].map(([id, name]) => [name, id]))
        const own = workflow.nodes.slice(from.nodes.length)
        // What the text does not say, such as that a field is absent, is compared as JSON.
        expect(JSON.parse(JSON.stringify(own.map((node) => renameIdsInNode(node, back, catalog))))).toEqual(
          JSON.parse(JSON.stringify(from.nodes)),
        )
        expect(workflow.edges.map((edge) => renameIdsInEdge(edge, back))).toEqual(from.edges)
      }),
    )
  })
})

it('10,000 nodes in a circle, all with ids that are taken, come in whole', () => {
  const nodes = Array.from({ length: 10_000 }, (_, index) => ({
    id: `n${index}`,
    kind: 'transform',
    config: { value: `{{ nodes.n${(index + 9_999) % 10_000} }}` },
  }))
  const layout = Object.fromEntries(
    nodes.map(({ id }, index) => [id, [(index % 100) * 220, Math.floor(index / 100) * 90]]),
  )
  const edges = nodes.map(({ id }, index) => ({ from: id, to: `n${(index + 1) % 10_000}` }))
  const text = JSON.stringify({ nodes, edges, layout })
  const once = paste(review, text).workflow
  const { workflow, names } = paste(once, text)

  expect([workflow.nodes.length, new Set(workflow.nodes.map(({ id }) => id)).size]).toEqual([20_004, 20_004])
  expect(names.get('n7')).toBe('n7_2')
  expect(workflow.nodes.find(({ id }) => id === 'n0_2')?.config).toEqual({ value: '{{ nodes.n9999_2 }}' })
  expect(workflow.edges.slice(-1)).toEqual([{ from: 'n9999_2', to: 'n0_2' }])
})
