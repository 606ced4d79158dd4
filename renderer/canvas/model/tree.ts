/** Which node stands in which container. What names a container that is not there, or stands in itself, is drawn at the top. */
import type { KindCatalog, KindDescriptor } from '#shared/workflow/kind-descriptor.ts'
import type { Workflow, WorkflowNode } from '#shared/workflow/workflow.ts'
import { type At, isCollapsed } from '../edit/places.ts'

export interface Tree {
  /** The container of each node that stands in one. */
  readonly parents: ReadonlyMap<string, string>
  /** Of each container in file order, also of one without children; the top is `TOP`. */
  readonly children: ReadonlyMap<string, readonly string[]>
  /** Every node, a container always before its children. */
  readonly order: readonly string[]
}

export const TOP = ''

const ITEMS_FIELD = 'items'

/** A container that runs its children once for each of several items, and not just once. */
export function takesItems(descriptor: Pick<KindDescriptor, 'configSchema'> | undefined): boolean {
  const fields = descriptor?.configSchema.properties
  return typeof fields === 'object' && fields !== null && ITEMS_FIELD in fields
}

export const isContainer = (descriptor: Pick<KindDescriptor, 'shape'> | undefined): boolean =>
  descriptor?.shape === 'container'

const trees = new WeakMap<readonly WorkflowNode[], { readonly catalog: KindCatalog; readonly tree: Tree }>()

/** The same tree for the same nodes. */
export function treeOf({ nodes }: Pick<Workflow, 'nodes'>, catalog: KindCatalog): Tree {
  const known = trees.get(nodes)
  if (known?.catalog === catalog) return known.tree
  const tree = buildTree(nodes, catalog)
  trees.set(nodes, { catalog, tree })
  return tree
}

function buildTree(nodes: readonly WorkflowNode[], catalog: KindCatalog): Tree {
  const containers = new Set(nodes.flatMap((node) => (isContainer(catalog.get(node.kind)) ? [node.id] : [])))
  const named = new Map<string, string>()
  for (const { id, parent } of nodes)
    if (parent !== undefined && parent !== id && containers.has(parent)) named.set(id, parent)
  const children = new Map<string, string[]>([[TOP, []], ...[...containers].map((id): [string, string[]] => [id, []])])
  const parents = new Map<string, string>()
  for (const { id } of nodes) {
    const parent = endsAtTop(id, named) ? named.get(id) : undefined
    if (parent !== undefined) parents.set(id, parent)
    children.get(parent ?? TOP)?.push(id)
  }
  return { parents, children, order: inOrder(children) }
}

function endsAtTop(id: string, parents: ReadonlyMap<string, string>): boolean {
  const seen = new Set<string>()
  for (let here: string | undefined = id; here !== undefined; here = parents.get(here)) {
    if (seen.has(here)) return false
    seen.add(here)
  }
  return true
}

function inOrder(children: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const order: string[] = []
  const open = [TOP]
  for (let container = open.pop(); container !== undefined; container = open.pop()) {
    for (const id of children.get(container) ?? []) {
      order.push(id)
      if (children.has(id)) open.push(id)
    }
  }
  return order
}

/** The top and every container, the innermost first. */
export function levelsInnermostFirst({ children, order }: Tree): readonly string[] {
  return [...order.filter((id) => children.has(id)).toReversed(), TOP]
}

/** The containers around a node, innermost first. */
export function containersAround({ parents }: Pick<Tree, 'parents'>, id: string): readonly string[] {
  const around: string[] = []
  for (let here = parents.get(id); here !== undefined; here = parents.get(here)) around.push(here)
  return around
}

/** Some nodes and everything inside them. */
export function withInner({ children }: Pick<Tree, 'children'>, ids: Iterable<string>): ReadonlySet<string> {
  const all = new Set<string>()
  const open = [...ids]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (all.has(id)) continue
    all.add(id)
    open.push(...(children.get(id) ?? []))
  }
  return all
}

/** Of some nodes those that no other of them holds. */
export function outermost(tree: Pick<Tree, 'parents'>, ids: ReadonlySet<string>): readonly string[] {
  return [...ids].filter((id) => !containersAround(tree, id).some((around) => ids.has(around)))
}

/** What a folded container hides. */
export function hiddenNodes(tree: Tree, layout: Workflow['layout']): ReadonlySet<string> {
  const folded = tree.order.filter((id) => tree.children.has(id) && isCollapsed(layout?.[id]))
  return withInner(
    tree,
    folded.flatMap((id) => tree.children.get(id) ?? []),
  )
}

/** Places on the canvas, from places relative to the container. */
export function absolutePlaces(places: ReadonlyMap<string, At>, tree: Tree): ReadonlyMap<string, At> {
  if (tree.parents.size === 0) return places
  const absolute = new Map<string, At>()
  for (const id of tree.order) {
    const at = places.get(id)
    if (!at) continue
    const around = absolute.get(tree.parents.get(id) ?? TOP) ?? [0, 0]
    absolute.set(id, [at[0] + around[0], at[1] + around[1]])
  }
  return absolute
}

/** The same of some nodes alone. */
export function absoluteOf(
  ids: Iterable<string>,
  places: ReadonlyMap<string, At>,
  tree: Pick<Tree, 'parents'>,
): ReadonlyMap<string, At> {
  const absolute = new Map<string, At>()
  for (const id of ids) {
    const own = places.get(id)
    if (!own) continue
    let [x, y] = own
    for (const around of containersAround(tree, id)) {
      const [left, top] = places.get(around) ?? [0, 0]
      x += left
      y += top
    }
    absolute.set(id, [x, y])
  }
  return absolute
}
