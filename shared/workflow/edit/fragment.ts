/**
 * A part of a workflow that stands by itself: what the clipboard holds, as text that a person can read and edit.
 *
 *   F1. Inside a fragment nothing is lost: nodes with everything inside them, the edges between them, their places.
 *   F2. What it had outside comes along apart: edges to other nodes (`links`), and the parameters that it reads.
 */
import { isJsonObject, type Json } from '../../json.ts'
import { canonicalText } from '../canonical.ts'
import type { KindCatalog } from '../kind-descriptor.ts'
import {
  type Edge,
  edgeSource,
  FORMAT,
  type LayoutEntry,
  type Parameter,
  type Workflow,
  type WorkflowNode,
} from '../workflow.ts'
import { withChildren, withParent } from './inner-nodes.ts'
import { textsIn } from './references.ts'
import { scopeNamesIn } from './scope-names.ts'

export type At = readonly [x: number, y: number]

export interface Fragment {
  /** The command that it was copied from. */
  readonly from: string
  /** A whole file, with its entries and ends. */
  readonly whole: boolean
  readonly nodes: readonly WorkflowNode[]
  readonly edges: readonly Edge[]
  /** Edges that led to nodes outside, or from there. */
  readonly links: readonly Edge[]
  readonly layout: Readonly<Record<string, LayoutEntry>>
  readonly parameters: readonly Parameter[]
}

/** `places`: where nodes stand that nothing else of the fragment holds, on the canvas, and where others stand in theirs. */
export function fragmentOf(workflow: Workflow, ids: ReadonlySet<string>, places: ReadonlyMap<string, At>): Fragment {
  const inside = withChildren(workflow, ids)
  const nodes = workflow.nodes.filter(({ id }) => inside.has(id)).map((node) => withoutOutside(node, inside))
  const edges: Edge[] = []
  const links: Edge[] = []
  for (const edge of workflow.edges) {
    const ends = [inside.has(edgeSource(edge).node), inside.has(edge.to)]
    if (ends[0] && ends[1]) edges.push(edge)
    else if (ends[0] || ends[1]) links.push(edge)
  }
  const read = new Set(nodes.flatMap((node) => argumentsRead(node)))
  return {
    from: workflow.name,
    whole: false,
    nodes,
    edges,
    links,
    layout: layoutOf(workflow, nodes, places),
    parameters: (workflow.parameters ?? []).filter(({ name }) => read.has(name)),
  }
}

function withoutOutside(node: WorkflowNode, inside: ReadonlySet<string>): WorkflowNode {
  return node.parent === undefined || inside.has(node.parent) ? node : withParent(node, undefined)
}

function layoutOf(
  { layout }: Workflow,
  nodes: readonly WorkflowNode[],
  places: ReadonlyMap<string, At>,
): Record<string, LayoutEntry> {
  const entries = nodes.flatMap(({ id }): [string, LayoutEntry][] => {
    const entry = layout?.[id]
    const at = places.get(id)
    if (!at) return entry ? [[id, entry]] : []
    const point: [number, number] = [at[0], at[1]]
    return [[id, entry === undefined || Array.isArray(entry) ? point : { ...entry, at: point }]]
  })
  return Object.fromEntries(entries)
}

function argumentsRead(node: WorkflowNode): readonly string[] {
  return textsIn(node.config).flatMap((text) =>
    text.includes('args')
      ? scopeNamesIn(text).flatMap(({ root, field }) => (root === 'args' && field ? [field.name] : []))
      : [],
  )
}

/** The text for the clipboard: a file without a name, with `fragment` and `links` beside its nodes. */
export function fragmentText(fragment: Fragment, catalog: KindCatalog): string {
  const { from, nodes, edges, links, layout, parameters } = fragment
  const file: { [key: string]: unknown } = {
    format: FORMAT,
    ...(parameters.length > 0 && { parameters }),
    nodes,
    edges,
    layout,
    fragment: from,
    ...(links.length > 0 && { links }),
  }
  return canonicalText(file as Workflow, catalog) // a file but for its name, which canonical text leaves out where it is not there
}

/** A whole workflow as what its file would paste. */
export function wholeFragment(workflow: Workflow): Fragment {
  const { name, nodes, edges, layout = {}, parameters = [] } = workflow
  return { from: name, whole: true, nodes, edges, links: [], layout, parameters }
}

export const isFragmentFile = (value: Json): value is { [key: string]: Json } =>
  isJsonObject(value) && Array.isArray(value.nodes) && (value.name === undefined || value.fragment !== undefined)
