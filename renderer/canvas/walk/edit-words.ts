/** What an edit did to the graph, in a sentence: what was added behind what, taken away, joined. */
import type { KindCatalog } from '#shared/workflow/kind-descriptor.ts'
import { edgeSource, type Workflow, type WorkflowNode } from '#shared/workflow/workflow.ts'
import { isPinned } from '../edit/pins.ts'
import { listedTitle } from '../model/listed-title.ts'
import { sourcesOf } from './along-edges.ts'

const NAMED = 3

/** Empty where nothing but places or typed settings changed: whoever types hears their own keys. */
export function editWords(before: Workflow, after: Workflow, kinds: KindCatalog): string {
  if (before.nodes === after.nodes && before.edges === after.edges) return ''
  const titles = new Map(
    [...before.nodes, ...after.nodes].map((node) => [node.id, listedTitle(node, kinds.get(node.kind))]),
  )
  const title = (id: string): string => titles.get(id) ?? id
  const [had, has] = [idsOf(before), idsOf(after)]
  const fresh = new Set([...has].filter((id) => !had.has(id)))
  const renamed = renamedIn(before, after, fresh, has)
  const added = [...fresh].filter((id) => !renamed.has(id))
  const removed = [...had].filter((id) => !has.has(id) && ![...renamed.values()].includes(id))
  const edges = edgesOf(before)
  const now = edgesOf(after)
  const joined = [...now].filter(([key, edge]) => !edges.has(key) && !fresh.has(edge.to) && !fresh.has(edge.from))
  const parted = [...edges].filter(([key, edge]) => !now.has(key) && has.has(edge.to) && has.has(edge.from))
  return [
    ...few([...renamed], ([id, old]) => `${title(old)} renamed to ${title(id)}`, 'nodes renamed'),
    ...few(added, (id) => `${title(id)} added${behind(after, id, title)}`, 'nodes added'),
    ...few(removed, (id) => `${title(id)} deleted`, 'nodes deleted'),
    ...few(joined, ([, edge]) => `${title(edge.from)} connected to ${title(edge.to)} by ${edge.port}`, 'edges added'),
    ...switched(before, after, title),
    ...few(parted, ([, edge]) => `Edge from ${title(edge.from)} to ${title(edge.to)} deleted`, 'edges deleted'),
  ].join('. ')
}

/** What a key switched on nodes that stay. */
function switched(before: Workflow, after: Workflow, title: (id: string) => string): readonly string[] {
  const old = new Map(before.nodes.map((node) => [node.id, node]))
  const stay = after.nodes.filter((node) => old.has(node.id) && old.get(node.id) !== node)
  return SWITCHES.flatMap(({ isOn, on, off }) => {
    const turned = stay.filter((node) => isOn(node) !== isOn(old.get(node.id) ?? node))
    return [true, false].flatMap((to) => {
      const word = to ? on : off
      return few(
        turned.filter((node) => isOn(node) === to),
        ({ id }) => `${title(id)} ${word}`,
        `nodes ${word}`,
      )
    })
  })
}

const SWITCHES = [
  { isOn: ({ disabled }: WorkflowNode) => disabled === true, on: 'disabled', off: 'enabled' },
  { isOn: isPinned, on: 'pinned', off: 'unpinned' },
] as const

/** Who has another id now by who it was: an id follows its title, and the node keeps its place in the file. */
function renamedIn(
  before: Workflow,
  after: Workflow,
  fresh: ReadonlySet<string>,
  has: ReadonlySet<string>,
): ReadonlyMap<string, string> {
  if (before.nodes.length !== after.nodes.length) return new Map()
  return new Map(
    after.nodes.flatMap(({ id, kind }, index) => {
      const old = before.nodes[index]
      return old && fresh.has(id) && !has.has(old.id) && old.kind === kind ? [[id, old.id] as const] : []
    }),
  )
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
