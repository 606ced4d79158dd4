/** A node as a screen reader says it: kind, title, state, what is wrong, and where its edges lead. */
import type { Problem } from '#shared/workflow/problem.ts'
import { titleOfNode } from '#shared/workflow/title-of-node.ts'
import { type Edge, edgeSource, type Workflow } from '#shared/workflow/workflow.ts'
import { isPinned } from '../edit/pins.ts'
import { itemWords } from '../model/item-words.ts'
import { noteWords } from '../model/listed-title.ts'
import type { NodeView } from '../model/node-view.ts'

const NAMED = 4

/** `edges`: what `edgeWords` says of it. */
export function nodeWords(view: NodeView, edges: string, problem?: Problem['severity']): string {
  const face = faceWords(view, problem)
  // A title such as "Keep it?" has its mark already.
  return `${face}${/[.?!…]$/.test(face) ? '' : '.'} ${edges}`.trim()
}

/** Without its edges. */
function faceWords(view: NodeView, problem: Problem['severity'] | undefined): string {
  const kind = view.descriptor?.title ?? 'Unknown kind'
  const name = nameWords(view)
  const words = [
    kind,
    name === kind ? '' : name,
    stateWords(view),
    // In a run the mark of its state says it.
    isPinned(view.node) && view.glyph === 'idle' ? 'output pinned' : '',
    view.breakpoint ? 'has a breakpoint' : '',
    view.items && view.items.cells !== '' ? itemWords(view.items.cells) : '',
    problem === 'error' || problem === 'warning' ? `has a${problem === 'error' ? 'n error' : ' warning'}` : '',
  ]
  return words.filter((word) => word !== '').join(', ')
}

function nameWords({ node, descriptor }: NodeView): string {
  const written = noteWords(node, descriptor)
  // What follows is a sentence of its own.
  return written === '' ? 'empty' : (written?.replace(/\.$/, '') ?? titleOfNode(node))
}

/** As the mark and what stands beside it say it. */
function stateWords({ glyph, note }: NodeView): string {
  if (glyph === 'idle') return ''
  if (glyph === 'compensated') return 'undone'
  return note === 'held' ? note : glyph.replace('-', ' ')
}

/** And what it stands in. Empty for what is joined to nothing, at the top. */
export function edgeWords(graph: Graph, id: string): string {
  const before = known.get(graph.nodes)
  const sentences = before?.edges === graph.edges ? before : { edges: graph.edges, of: sentencesOf(graph) }
  known.set(graph.nodes, sentences)
  return sentences.of(id)
}

type Graph = Pick<Workflow, 'nodes' | 'edges'>

/** For each version of the graph what joins what is looked up once; the words are put together for those who ask. */
const known = new WeakMap<readonly unknown[], { readonly edges: unknown; readonly of: (id: string) => string }>()

function sentencesOf({ nodes, edges }: Graph): (id: string) => string {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const [into, outOf] = [new Map<string, Edge[]>(), new Map<string, Edge[]>()]
  for (const edge of edges) {
    add(into, edge.to, edge)
    add(outOf, edgeSource(edge).node, edge)
  }
  const undone = new Map<string, string[]>()
  for (const { id, compensate } of nodes) if (compensate !== undefined) add(undone, compensate, id)
  const titleOf = (id: string): string => {
    const node = byId.get(id)
    return node ? titleOfNode(node) : id
  }
  const wayOut = (edge: Edge): string => {
    const { port } = edgeSource(edge)
    return `${titleOf(edge.to)}${port === 'out' ? '' : ` by ${port}`}${edge.loop ? ', again' : ''}`
  }
  return (id) => {
    const { parent, compensate } = byId.get(id) ?? {}
    const parts = [
      parent === undefined ? '' : `In ${titleOf(parent)}`,
      part('From', into.get(id), (edge) => titleOf(edgeSource(edge).node)),
      part('To', outOf.get(id), wayOut),
      part('Undone by', compensate !== undefined && byId.has(compensate) ? [compensate] : undefined, titleOf),
      part('Undoes', undone.get(id), titleOf),
    ].filter((each) => each !== '')
    return parts.length === 0 ? '' : `${parts.join('. ')}.`
  }
}

function add<Each>(lists: Map<string, Each[]>, id: string, each: Each): void {
  const list = lists.get(id)
  if (list) list.push(each)
  else lists.set(id, [each])
}

function part<Each>(word: string, list: readonly Each[] | undefined, nameOf: (each: Each) => string): string {
  if (!list) return ''
  const more = list.length - NAMED
  return `${word} ${list.slice(0, NAMED).map(nameOf).join('; ')}${more > 0 ? ` and ${more} more` : ''}`
}
