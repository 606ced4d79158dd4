/** A node as a screen reader says it: kind, title, state, what is wrong, and where its edges lead. */
import type { Problem } from '#shared/workflow/problem.ts'
import { edgeSource, type Workflow } from '#shared/workflow/workflow.ts'
import { itemWords } from '../model/item-words.ts'
import { nodeTitle, noteWords } from '../model/node-title.ts'
import type { NodeView } from '../model/node-views.ts'

const NAMED = 4

export function nodeWords(workflow: Workflow, view: NodeView, problem?: Problem['severity']): string {
  return `${faceWords(view, problem)}. ${edgeWords(workflow, view.node.id)}`
}

/** Without its edges. */
export function faceWords(view: NodeView, problem: Problem['severity'] | undefined): string {
  const words = [
    view.descriptor?.title ?? 'Unknown kind',
    nameWords(view),
    stateWords(view),
    view.breakpoint ? 'has a breakpoint' : '',
    view.items && view.items.cells !== '' ? itemWords(view.items.cells) : '',
    problem === 'error' || problem === 'warning' ? `has a${problem === 'error' ? 'n error' : ' warning'}` : '',
  ]
  return words.filter((word) => word !== '').join(', ')
}

function nameWords({ node, descriptor }: NodeView): string {
  const written = noteWords(node, descriptor)
  return written === '' ? 'empty' : (written ?? nodeTitle(node))
}

/** As the mark and what stands beside it say it. */
function stateWords({ glyph, note }: NodeView): string {
  if (glyph === 'idle') return ''
  if (glyph === 'compensated') return 'undone'
  return note === 'held' ? note : glyph.replace('-', ' ')
}

/** Empty for what is joined to nothing. */
export function edgeWords(workflow: Pick<Workflow, 'nodes' | 'edges'>, id: string): string {
  return wordsOfEdges(workflow).get(id) ?? ''
}

const known = new WeakMap<
  readonly unknown[],
  { readonly edges: unknown; readonly words: ReadonlyMap<string, string> }
>()

/** For all nodes at once, once for each version of the graph. */
export function wordsOfEdges({ nodes, edges }: Pick<Workflow, 'nodes' | 'edges'>): ReadonlyMap<string, string> {
  const before = known.get(nodes)
  if (before?.edges === edges) return before.words
  const titles = new Map(nodes.map((node) => [node.id, nodeTitle(node)]))
  const from = new Map<string, string[]>()
  const to = new Map<string, string[]>()
  for (const edge of edges) {
    const { node, port } = edgeSource(edge)
    add(from, edge.to, titles.get(node) ?? node)
    add(
      to,
      node,
      `${titles.get(edge.to) ?? edge.to}${port === 'out' ? '' : ` by ${port}`}${edge.loop ? ', again' : ''}`,
    )
  }
  const words = new Map(
    nodes.flatMap(({ id }) => {
      const parts = [part('From', from.get(id)), part('To', to.get(id))].filter((each) => each !== '')
      return parts.length === 0 ? [] : [[id, `${parts.join('. ')}.`] as const]
    }),
  )
  known.set(nodes, { edges, words })
  return words
}

function add(lists: Map<string, string[]>, id: string, word: string): void {
  const list = lists.get(id)
  if (list) list.push(word)
  else lists.set(id, [word])
}

function part(word: string, names: readonly string[] | undefined): string {
  if (!names) return ''
  const more = names.length - NAMED
  return `${word} ${names.slice(0, NAMED).join('; ')}${more > 0 ? ` and ${more} more` : ''}`
}
