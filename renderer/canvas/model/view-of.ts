/** What one node looks like, from its file and, in a run, from its state. */

import { isJsonObject } from '#shared/json.ts'
import { decisionsOf } from '#shared/state/decisions-of.ts'
import { KEPT_ITEMS } from '#shared/state/items-state.ts'
import { type Decision, type NodeState, RUN_ENDED, type RunState } from '#shared/state/run-state.ts'
import type { KindDescriptor } from '#shared/workflow/kind-descriptor.ts'
import { titleById, titleOfNode } from '#shared/workflow/title-of-node.ts'
import { edgeSource, type Workflow, type WorkflowNode } from '#shared/workflow/workflow.ts'
import { describeNodeState } from '../../glyphs/describe-node-state.ts'
import type { GlyphState } from '../../glyphs/state-glyph.tsx'
import { liveKey } from '../canvas-context.ts'
import { colorOf } from '../edit/places.ts'
import { delivered } from './edge-look.ts'
import { type Face, givenFace, runFace } from './face.ts'
import type { Fixed } from './fixed-parts.ts'
import { CELL } from './items.ts'
import { nodeBox } from './node-box.ts'
import { knownColor } from './node-colors.ts'
import { NEEDS_PERSON } from './node-look.ts'
import type { NodeView, ViewsInput } from './node-view.ts'
import { type ContainerItems, pathOf, type ShownItems } from './shown-items.ts'
import { TOP, type Tree } from './tree.ts'

export function viewOf(
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
      ? runFace(givenOf(part, state) ?? part.face, {
          node: state,
          glyph,
          attempts,
          decision: decisionOf(descriptor, state, run.state),
          skipped: glyph === 'skipped' ? skippedWords(part, workflow, states) : undefined,
          titleOf: (id) => titleById(workflow, id),
        })
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
    note: isForgotten(node, state, tree, shown) ? FORGOTTEN : noteOf(part, glyph, state, run?.state, states),
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

const givenFaces = new WeakMap<object, Face>()

/** Kept by what the node was given: its state is a new object with every piece of text. */
function givenOf({ descriptor, node }: Fixed, { input }: NodeState): Face | undefined {
  if (!descriptor || !isJsonObject(input)) return undefined
  const known = givenFaces.get(input)
  const face = known ?? givenFace(descriptor, node.config, input)
  if (face && !known) givenFaces.set(input, face)
  return face
}

/** Beside a step of an item that has ended, in a container of more items than are kept. */
export const FORGOTTEN = 'not kept'

/** Not that it was never reached: the log has what it did. */
function isForgotten(node: WorkflowNode, state: NodeState | undefined, tree: Tree, shown: ShownItems): boolean {
  const items = shown.byContainer.get(tree.parents.get(node.id) ?? TOP)
  if (state || !items || items.cells.length <= KEPT_ITEMS) return false
  const cell = items.cells[items.shown]
  return cell === CELL.done || cell === CELL.failed
}

/** `Its only edge is dead: Depth left by quick.` */
function skippedWords(part: Fixed, workflow: Workflow, states: ReadonlyMap<string, NodeState>): string | undefined {
  const [edge] = part.incoming
  if (!edge || part.incoming.length > 1) return undefined
  const source = edgeSource(edge).node
  const [state, node] = [states.get(source), workflow.nodes.find(({ id }) => id === source)]
  if (!node || !state) return undefined
  if (state.status === 'completed' && state.port !== undefined)
    return `Its only edge is dead: ${titleOfNode(node)} left by ${state.port}.`
  if (state.status === 'failed') return `Its only edge is dead: ${titleOfNode(node)} failed.`
  return state.status === 'skipped' ? `Its only edge is dead: ${titleOfNode(node)} was skipped.` : undefined
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

/** How many of its ways in have brought a token; 0 where it has only one. */
export const arrived = (part: Fixed, states: ReadonlyMap<string, NodeState>): number =>
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
  return decisionsOf(run, node).at(-1)
}
