/** A fragment that somebody wrote by hand, so that it can be put into a graph. */
import { edgeSource } from '../workflow.ts'
import type { Fragment } from './fragment.ts'
import { withParent } from './inner-nodes.ts'
import { freshNames } from './node-ids.ts'

/** Two nodes may have one id: edges and places are those of the first. */
export function distinct(fragment: Fragment): Fragment {
  const ids = new Set<string>()
  let doubled = false
  const nodes = fragment.nodes.map((node) => {
    if (!ids.has(node.id)) {
      ids.add(node.id)
      return node
    }
    doubled = true
    const taken = new Set([...ids, ...fragment.nodes.map(({ id }) => id)])
    const id = freshNames([node.id], taken).get(node.id) ?? node.id
    ids.add(id)
    return { ...node, id }
  })
  const edges = fragment.edges.filter((edge) => ids.has(edgeSource(edge).node) && ids.has(edge.to))
  const strays = fragment.edges.filter((edge) => !edges.includes(edge))
  if (!doubled && strays.length === 0) return fragment
  return { ...fragment, nodes, edges, links: [...fragment.links, ...strays] }
}

/** Containers that stand in one another would hold all of them out of sight. */
export function unentangled(fragment: Fragment): Fragment {
  const parents = new Map(fragment.nodes.map(({ id, parent }) => [id, parent]))
  const nodes = fragment.nodes.map((node) => {
    const seen = new Set<string>()
    let above = parents.get(node.id)
    while (above !== undefined && above !== node.id && !seen.has(above)) {
      seen.add(above)
      above = parents.get(above)
    }
    if (above !== node.id) return node
    parents.set(node.id, undefined)
    return withParent(node, undefined)
  })
  return nodes.every((node, index) => node === fragment.nodes[index]) ? fragment : { ...fragment, nodes }
}
