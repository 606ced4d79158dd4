/**
 * What the canvas draws of each node, from the workflow and, in a run, from its state. A view is kept (the same object) while
 * nothing of it changed, so an event redraws one node, whatever the size of the graph.
 */

import { type Decision, executionKey, type NodeState, RUN_ENDED, type RunState } from '#shared/state/run-state.ts'
import type { KindCatalog, KindDescriptor } from '#shared/workflow/kind-descriptor.ts'
import { type Edge, edgeSource, type Workflow, type WorkflowNode } from '#shared/workflow/workflow.ts'
import { describeNodeState } from '../../glyphs/describe-node-state.ts'
import type { GlyphState } from '../../glyphs/state-glyph.tsx'
import { liveKey } from '../canvas-context.ts'
import { colorOf } from '../edit/places.ts'
import { delivered } from './edge-look.ts'
import { configFace, type Face, runFace } from './face.ts'
import { CELL } from './items.ts'
import { keepEqual } from './keep-equal.ts'
import { loopBodiesOf } from './loop-bodies.ts'
import { type NodeBox, nodeBox } from './node-box.ts'
import { knownColor, type NodeColor } from './node-colors.ts'
import { currentState, NEEDS_PERSON, restartOf } from './node-look.ts'
import { type ContainerItems, type PickedItems, pathOf, type ShownItems, shownItems } from './shown-items.ts'
import { type Tree, treeOf } from './tree.ts'

export interface NodeView {
  readonly node: WorkflowNode
  readonly descriptor: KindDescriptor | undefined
  readonly glyph: GlyphState
  /** Beside the glyph where no time stands there: `2 of 3`, `1 ahead`. */
  readonly note: string
  readonly face: Face
  readonly box: NodeBox
  /** The port it left by. */
  readonly takenPort: string | undefined
  readonly waitId: string | undefined
  /** The state counts now; false for what an earlier pass of a loop left. */
  readonly current: boolean
  /** Of the execution that is shown: inside a container, that of one item. */
  readonly path: string
  /** Of a container in a run. */
  readonly items: ContainerItems | undefined
  /** The run that it started. */
  readonly childRunId: string | undefined
  /** How many nodes stand in a container. */
  readonly inside: number
  /** A run stops before it. */
  readonly breakpoint: boolean
  /** That a person gave it. */
  readonly color: NodeColor | undefined
}

export interface ViewsInput {
  readonly workflow: Workflow
  readonly catalog: KindCatalog
  readonly run: { readonly state: RunState } | undefined
  /** Measured heights of cards that stand open on their nodes, by node id. */
  readonly cardHeights: ReadonlyMap<string, number>
  /** Attempts whose first text is on the screen ahead of the log, by `liveKey`. */
  readonly live: ReadonlySet<string>
  /** Changes when text is measured anew. */
  readonly fonts: number
  /** Items that a person looks at. */
  readonly picked: PickedItems
  readonly breakpoints: ReadonlySet<string>
}

export interface Views {
  readonly byId: ReadonlyMap<string, NodeView>
  /** The state that counts now, by node id. */
  readonly states: ReadonlyMap<string, NodeState>
  /** Also what an earlier pass left, by node id: a loop was taken by the pass before. */
  readonly lastStates: ReadonlyMap<string, NodeState>
  readonly tree: Tree
}

interface Fixed {
  readonly node: WorkflowNode
  readonly descriptor: KindDescriptor | undefined
  readonly face: Face
  readonly usedPorts: readonly string[]
  readonly incoming: readonly Edge[]
  readonly loops: readonly string[] | undefined
}

/** A function from input to views that remembers what it gave last. */
export function viewDeriver(): (input: ViewsInput) => Views {
  let fixed: { workflow: Workflow; catalog: KindCatalog; nodes: readonly Fixed[] } | undefined
  let byIdBefore: ReadonlyMap<string, NodeView> = new Map()
  return (input) => {
    if (fixed?.workflow !== input.workflow || fixed.catalog !== input.catalog) {
      fixed = { workflow: input.workflow, catalog: input.catalog, nodes: fixedParts(input.workflow, input.catalog) }
    }
    const tree = treeOf(input.workflow, input.catalog)
    const shown = shownItems(tree, input.run?.state, input.picked)
    const byId = new Map<string, NodeView>()
    const { states, lastStates } = statesNow(fixed.nodes, input.run?.state, (id) => pathOf(tree, shown.paths, id))
    let same = fixed.nodes.length === byIdBefore.size
    for (const part of fixed.nodes) {
      const before = byIdBefore.get(part.node.id)
      const view = keepEqual(before, viewOf(part, input, states, shown, tree))
      byId.set(part.node.id, view)
      if (view !== before) same = false
    }
    if (!same) byIdBefore = byId
    return { byId: byIdBefore, states, lastStates, tree }
  }
}

function fixedParts(workflow: Workflow, catalog: KindCatalog): readonly Fixed[] {
  const incoming = new Map<string, Edge[]>()
  const used = new Map<string, Set<string>>()
  for (const edge of workflow.edges) {
    const source = edgeSource(edge)
    used.set(source.node, (used.get(source.node) ?? new Set()).add(source.port))
    if (edge.loop) continue
    incoming.set(edge.to, [...(incoming.get(edge.to) ?? []), edge])
  }
  const { targets } = loopBodiesOf(workflow)
  return workflow.nodes.map((node) => {
    const descriptor = catalog.get(node.kind)
    const face = descriptor
      ? noteFace(descriptor, node)
      : { text: '', style: 'text' as const, lines: 2, tone: 'plain' as const }
    return {
      node,
      descriptor,
      face,
      usedPorts: [...(used.get(node.id) ?? [])],
      incoming: incoming.get(node.id) ?? [],
      loops: targets.get(node.id),
    }
  })
}

/** A note keeps its lines; every other face is one paragraph. */
function noteFace(descriptor: KindDescriptor, node: WorkflowNode): Face {
  const face = configFace(descriptor, node.config)
  if (descriptor.shape !== 'note') return face
  const written = descriptor.face?.fields
    .map((part) => node.config?.[typeof part === 'string' ? part : part.field])
    .filter((value) => typeof value === 'string')
  return { ...face, text: written?.join('\n') ?? '' }
}

function statesNow(
  nodes: readonly Fixed[],
  state: RunState | undefined,
  pathIn: (nodeId: string) => string,
): Pick<Views, 'states' | 'lastStates'> {
  const states = new Map<string, NodeState>()
  const lastStates = new Map<string, NodeState>()
  if (!state) return { states, lastStates }
  for (const { node, loops } of nodes) {
    const path = pathIn(node.id)
    const last = state.nodes.get(executionKey(path, node.id))
    if (last) lastStates.set(node.id, last)
    const now = currentState(last, restartOf(state, loops, path))
    if (now) states.set(node.id, now)
  }
  return { states, lastStates }
}

function viewOf(
  part: Fixed,
  input: ViewsInput,
  states: ReadonlyMap<string, NodeState>,
  shown: ShownItems,
  tree: Tree,
): NodeView {
  const { run, workflow, cardHeights, live } = input
  const { node, descriptor } = part
  const state = states.get(node.id)
  const items = shown.byContainer.get(node.id)
  const glyph = withItems(withLive(glyphOf(part, state, run?.state, states), state, live), items)
  const attempts = node.retry?.attempts
  const face =
    state && run
      ? runFace(part.face, { node: state, glyph, attempts, decision: decisionOf(descriptor, state, run.state) })
      : part.face
  const waits = NEEDS_PERSON.has(glyph) && state?.waitId !== undefined
  const box = nodeBox({
    node,
    descriptor,
    entry: workflow.layout?.[node.id],
    face,
    streaming: glyph === 'streaming',
    cardHeight: waits ? cardHeights.get(node.id) : undefined,
    usedPorts: part.usedPorts,
    foot: state?.childRunId !== undefined,
  })
  return {
    node,
    descriptor,
    glyph,
    note: noteOf(part, glyph, state, run?.state, states),
    face,
    box,
    takenPort: state?.status === 'completed' ? state.port : undefined,
    waitId: waits ? state?.waitId : undefined,
    current: state !== undefined,
    path: pathOf(tree, shown.paths, node.id),
    items,
    childRunId: state?.childRunId,
    inside: tree.children.get(node.id)?.length ?? 0,
    breakpoint: input.breakpoints.has(node.id),
    color: knownColor(colorOf(workflow.layout?.[node.id])),
  }
}

/** A person who is asked inside is asked here too: the container leads to the question. */
function withItems(glyph: GlyphState, items: ContainerItems | undefined): GlyphState {
  const acts = glyph === 'running' || glyph === 'waiting' || glyph === 'queued'
  return acts && items?.cells.includes(CELL.waiting) ? 'needs-approval' : glyph
}

function glyphOf(
  part: Fixed,
  state: NodeState | undefined,
  run: RunState | undefined,
  states: ReadonlyMap<string, NodeState>,
): GlyphState {
  if (part.node.disabled && state?.status !== 'failed') return 'disabled'
  if (!run) return 'idle'
  if (!state && !RUN_ENDED.has(run.status) && arrived(part, states) > 0) return 'waiting'
  return describeNodeState(state, run).glyph
}

/** Its first text makes a running node a streaming one, also before the log says so. */
function withLive(glyph: GlyphState, state: NodeState | undefined, live: ReadonlySet<string>): GlyphState {
  return glyph === 'running' && state && live.has(liveKey(state)) ? 'streaming' : glyph
}

const arrived = (part: Fixed, states: ReadonlyMap<string, NodeState>): number =>
  part.incoming.length < 2
    ? 0
    : part.incoming.filter((edge) => delivered(states.get(edgeSource(edge).node), edgeSource(edge).port)).length

function noteOf(
  part: Fixed,
  glyph: GlyphState,
  state: NodeState | undefined,
  run: RunState | undefined,
  states: ReadonlyMap<string, NodeState>,
): string {
  if (state && run && !RUN_ENDED.has(run.status)) {
    const { status } = state
    if (status === 'queued' && run.status === 'paused') return 'held'
    if (status === 'waiting') return ''
  }
  if (glyph === 'waiting') return `${arrived(part, states)} of ${part.incoming.length}`
  if (glyph !== 'queued' || !run || !state) return ''
  let ahead = 0
  for (const other of run.active.values()) {
    if (other.status === 'queued' && other !== state && (other.activatedAt ?? '') < (state.activatedAt ?? ''))
      ahead += 1
  }
  return ahead === 0 ? '' : `${ahead} ahead`
}

/** The last answer of a person to this node, where its kind asks for one. */
function decisionOf(descriptor: KindDescriptor | undefined, node: NodeState, run: RunState): Decision | undefined {
  if (node.status !== 'completed' || descriptor?.overlay !== 'approval') return undefined
  const decisions = [...run.decisions.values()]
  return decisions.findLast(
    (each) => each.nodeId === node.nodeId && each.path === node.path && each.iteration === node.iteration,
  )
}
