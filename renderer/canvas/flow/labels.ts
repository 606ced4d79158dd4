import type { Workflow } from '#shared/workflow/workflow.ts'
import type { FlowNode } from '../node/flow-node.tsx'
import { edgeWords, nodeWords } from '../walk/node-words.ts'

type Graph = Pick<Workflow, 'nodes' | 'edges'>

/**
 * Gives nodes what a screen reader says of them. It is made for those that are on the page: of a large graph that is a few, and
 * an edit may change the words of any. A node is kept while it says the same.
 */
export function labeller(): (nodes: FlowNode[], graph: Graph) => FlowNode[] {
  const known = new WeakMap<FlowNode, { readonly words: string; readonly labelled: FlowNode }>()
  let last: { readonly nodes: FlowNode[]; readonly graph: Graph; readonly list: FlowNode[] } | undefined
  const labelled = (node: FlowNode, graph: Graph): FlowNode => {
    if (node.hidden) return node
    const words = edgeWords(graph, node.id)
    const before = known.get(node)
    if (before?.words === words) return before.labelled
    const { view, problem } = node.data
    const now = { ...node, ariaLabel: nodeWords(view, words, problem) }
    known.set(node, { words, labelled: now })
    return now
  }
  return (nodes, graph) => {
    if (last && last.nodes === nodes && last.graph.nodes === graph.nodes && last.graph.edges === graph.edges)
      return last.list
    const list = nodes.map((node) => labelled(node, graph))
    const isSame = last?.list.length === list.length && list.every((node, index) => node === last?.list[index])
    last = { nodes, graph, list: isSame && last ? last.list : list }
    return last.list
  }
}
