import { type Placed, placeNodes } from '../../drawing/places.ts'
import type { KindCatalog } from '../kind-descriptor.ts'
import type { LayoutEntry, Workflow, WorkflowNode } from '../workflow.ts'

interface InlinedPlaces {
  readonly workflow: Workflow
  readonly call: WorkflowNode
  readonly command: Workflow
  readonly catalog: KindCatalog
  /** The id that a node of the command has here; undefined where it does not come along. */
  readonly idOf: (id: string) => string | undefined
  /** Of the node that computes what was given, where there is one. */
  readonly computed: string | undefined
}

const GAP = 24
const COMPUTED_ABOVE = 88

/** The block where the call stood, or below what is in the way there: nothing else moves. */
export function inlinedLayout({ workflow, call, command, catalog, idOf, computed }: InlinedPlaces): Workflow['layout'] {
  const { [call.id]: _gone, ...rest } = workflow.layout ?? {}
  const around = [...placeNodes(workflow, catalog).values()]
  const container = around.find(({ node }) => node.id === call.parent)
  const inContainer = ({ x, y, ...placed }: Placed): Placed => ({
    ...placed,
    x: x - (container?.x ?? 0),
    y: y - (container?.y ?? 0),
  })
  const beside = around.filter(({ node }) => node.parent === call.parent).map(inContainer)
  const corner = beside.find(({ node }) => node.id === call.id)
  const others = beside.filter(({ node }) => node.id !== call.id)
  const block = [...placeNodes(command, catalog).values()].filter(({ node }) => idOf(node.id) !== undefined)
  const outermost = block.filter(({ depth }) => depth === 0)
  if (outermost.length === 0) return rest
  const left = (corner?.x ?? 0) - Math.min(...outermost.map(({ x }) => x))
  const top = (corner?.y ?? 0) - Math.min(...outermost.map(({ y }) => y))
  const down = freeBelow(outermost, others, left, top)
  const layout: Record<string, LayoutEntry> = { ...rest }
  for (const { node, x, y, depth } of block) {
    const id = idOf(node.id)
    const entry = command.layout?.[node.id]
    if (id === undefined || (depth > 0 && entry === undefined)) continue
    const at: [number, number] = depth === 0 ? [x + left, y + top + down] : pointOf(entry)
    // In place of an end stands a node that computes: a size or colour of the end is not its own.
    layout[id] = entry === undefined || Array.isArray(entry) || id === call.id ? at : { ...entry, at }
  }
  if (computed !== undefined) layout[computed] = [(corner?.x ?? 0) - 8, (corner?.y ?? 0) + down - COMPUTED_ABOVE]
  return layout
}

function freeBelow(block: readonly Placed[], others: readonly Placed[], left: number, top: number): number {
  let down = 0
  const covers = (own: Placed, other: Placed): boolean =>
    own.x + left < other.x + other.width &&
    other.x < own.x + left + own.width &&
    own.y + top + down < other.y + other.height + GAP &&
    other.y < own.y + top + down + own.height + GAP
  while (block.some((own) => others.some((other) => covers(own, other)))) down += GAP
  return down
}

const pointOf = (entry: LayoutEntry | undefined): [number, number] =>
  entry === undefined ? [0, 0] : Array.isArray(entry) ? entry : entry.at
