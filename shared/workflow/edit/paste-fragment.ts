/**
 * A fragment put into a workflow.
 *
 *   P1. No id collides: what is taken gets the next number, what is no id becomes one, and all in the fragment that names it
 *       follows.
 *   P2. What the fragment reads outside itself still means the same name, never a node that came with the paste.
 *   P3. Nothing that was there moves or changes.
 */
import type { KindCatalog } from '../kind-descriptor.ts'
import { type Edge, edgeSource, RESERVED_IDS, type Workflow, type WorkflowNode } from '../workflow.ts'
import type { At, Fragment } from './fragment.ts'
import { withParent } from './inner-nodes.ts'
import { distinct, unentangled } from './mended-fragment.ts'
import { freshNames, usableNodeId } from './node-ids.ts'
import { placed, withPlaces } from './paste-places.ts'
import { referencesIn, textsIn } from './references.ts'
import { listedNodes, type Names, renameIdsInEdge, renameIdsInNode } from './rename-ids.ts'

export interface Pasting {
  /** Where the left top corner of it goes, relative to `parent`. */
  readonly at: At
  /** The container that it goes into. */
  readonly parent?: string | undefined
  /** Joins it to the nodes outside that it was joined to, where they are there. */
  readonly links: boolean
  readonly catalog: KindCatalog
}

export interface Pasted {
  readonly workflow: Workflow
  /** New ids by those of the fragment. */
  readonly names: Names
  /** New ids of what nothing else of the fragment holds: what is selected afterwards. */
  readonly outermost: readonly string[]
  /** Names of parameters that it reads and that were not there. */
  readonly parameters: readonly string[]
  /** How many links were joined, and could not be. */
  readonly joined: number
  readonly unjoined: number
}

export function pasteFragment(workflow: Workflow, fragment: Fragment, pasting: Pasting): Pasted {
  const given = withPlaces(unentangled(distinct(fragment)), pasting.catalog)
  const names = freshNames(
    given.nodes.map(({ id }) => id),
    new Set([...workflow.nodes.map(({ id }) => id), ...namedOutside(given, pasting.catalog), ...RESERVED_IDS]),
    usableNodeId,
  )
  const own = new Set(given.nodes.map(({ id }) => id))
  const isTop = ({ parent }: WorkflowNode) => parent === undefined || !own.has(parent)
  const top = given.nodes.filter(isTop)
  const nodes = given.nodes.map((node) => {
    const renamed = renameIdsInNode(node, names, pasting.catalog)
    return isTop(node) ? withParent(renamed, pasting.parent) : renamed
  })
  const known = new Set((workflow.parameters ?? []).map(({ name }) => name))
  const parameters = fragment.parameters.filter(({ name }) => !known.has(name))
  const edges = given.edges.map((edge) => renameIdsInEdge(edge, names))
  const links = pasting.links ? joinable(workflow, given.links, names, pasting) : []
  return {
    workflow: {
      ...workflow,
      ...(parameters.length > 0 && { parameters: [...(workflow.parameters ?? []), ...parameters] }),
      nodes: [...workflow.nodes, ...nodes],
      edges: [...workflow.edges, ...edges, ...links],
      layout: { ...workflow.layout, ...placed(workflow, given, top, names, pasting) },
    },
    names,
    outermost: top.map(({ id }) => names.get(id) ?? id),
    parameters: parameters.map(({ name }) => name),
    joined: links.length,
    unjoined: pasting.links ? given.links.length - links.length : 0,
  }
}

/** Ids that the fragment names and does not hold. */
function namedOutside({ nodes, links }: Fragment, catalog: KindCatalog): readonly string[] {
  const own = new Set(nodes.map(({ id }) => id))
  const named = nodes.flatMap((node) => [
    ...textsIn(node.config).flatMap((text) => (text.includes('nodes') ? referencesIn(text).map(({ id }) => id) : [])),
    ...(node.compensate === undefined ? [] : [node.compensate]),
    ...listedNodes(node, catalog),
  ])
  const ends = links.flatMap((edge) => [edgeSource(edge).node, edge.to])
  return [...named, ...ends].filter((id) => !own.has(id))
}

/** Links whose outer end is there, in the same container, and not joined so already. */
function joinable(workflow: Workflow, links: readonly Edge[], names: Names, { parent, catalog }: Pasting): Edge[] {
  const outside = new Map(workflow.nodes.map((node) => [node.id, node]))
  return links.flatMap((link) => {
    const from = edgeSource(link).node
    const other = outside.get(names.has(from) ? link.to : from)
    if (!other || other.parent !== parent || names.has(from) === names.has(link.to)) return []
    const descriptor = catalog.get(other.kind)
    if (descriptor && other.id === link.to && (descriptor.entry || !descriptor.runs)) return []
    return [renameIdsInEdge(link, names)]
  })
}
