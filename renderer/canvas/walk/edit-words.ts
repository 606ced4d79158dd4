/** What an edit did to the graph, in a sentence: what was added behind what, taken away, joined. */
import type { KindCatalog } from '#shared/workflow/kind-descriptor.ts'
import { edgeSource, type Workflow } from '#shared/workflow/workflow.ts'
import { listedTitle } from '../model/listed-title.ts'
import { sourcesOf } from './along-edges.ts'

const NAMED = 3

/** Empty where nothing but places or settings changed: whoever types hears their own keys. */
export function editWords(before: Workflow, after: Workflow, kinds: KindCatalog): string {
  if (before.nodes === after.nodes && before.edges === after.edges) return ''
  const titles = new Map(
    [...before.nodes, ...after.nodes].map((node) => [node.id, listedTitle(node, kinds.get(node.kind))]),
  )
  const title = (id: string): string => titles.get(id) ?? id
  const [had, has] = [idsOf(before), idsOf(after)]
  const added = [...has].filter((id) => !had.has(id))
  const removed = [...had].filter((id) => !has.has(id))
  const fresh = new Set(added)
  const edges = edgesOf(before)
  const now = edgesOf(after)
  const joined = [...now].filter(([key, edge]) => !edges.has(key) && !fresh.has(edge.to) && !fresh.has(edge.from))
  const parted = [...edges].filter(([key, edge]) => !now.has(key) && has.has(edge.to) && has.has(edge.from))
  return [
    ...few(added, (id) => `${title(id)} added${behind(after, id, title)}`, 'nodes added'),
    ...few(removed, (id) => `${title(id)} deleted`, 'nodes deleted'),
    ...few(joined, ([, edge]) => `${title(edge.from)} connected to ${title(edge.to)} by ${edge.port}`, 'edges added'),
    ...few(parted, ([, edge]) => `Edge from ${title(edge.from)} to ${title(edge.to)} deleted`, 'edges deleted'),
  ].join('. ')
}

function behind(workflow: Workflow, id: string, title: (id: string) => string): string {
  const [source] = sourcesOf(workflow, id)
  return source === undefined ? '' : ` after ${title(source)}`
}

const idsOf = ({ nodes }: Workflow): ReadonlySet<string> => new Set(nodes.map(({ id }) => id))

function edgesOf({ edges }: Workflow) {
  return new Map(
    edges.map((edge) => {
      const { node, port } = edgeSource(edge)
      return [`${edge.from}→${edge.to}`, { from: node, port, to: edge.to }] as const
    }),
  )
}

function few<T>(list: readonly T[], words: (each: T) => string, many: string): readonly string[] {
  return list.length > NAMED ? [`${list.length} ${many}`] : list.map(words)
}
