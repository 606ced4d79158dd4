import { executionKey, type NodeState, type RunState } from '#shared/state/run-state.ts'
import type { KindCatalog } from '#shared/workflow/kind-descriptor.ts'
import { type Edge, edgeSource, type Workflow } from '#shared/workflow/workflow.ts'
import { liveKey } from '../canvas-context.ts'
import { type Fixed, fixedParts } from './fixed-parts.ts'
import { keepEqual } from './keep-equal.ts'
import { currentState, restartOf } from './node-look.ts'
import type { NodeView, ViewsInput } from './node-view.ts'
import { pathOf, type ShownItems, shownItems } from './shown-items.ts'
import { TOP, type Tree, treeOf } from './tree.ts'
import { arrived, viewOf } from './view-of.ts'

export interface Views {
  readonly byId: ReadonlyMap<string, NodeView>
  /** The state that counts now, by node id. */
  readonly states: ReadonlyMap<string, NodeState>
  /** Also what an earlier pass left, by node id: a loop was taken by the pass before. */
  readonly lastStates: ReadonlyMap<string, NodeState>
  readonly tree: Tree
}

/** What one view was made of, compared by identity. */
type Parts = readonly unknown[]

interface Kept {
  readonly parts: Parts
  readonly view: NodeView
}

/**
 * A function from input to views that remembers what it gave last.
 *
 *   V1. The same input gives the same object, and so do further pieces of text of nodes that stream already.
 *   V2. A node whose parts are those of last time is not derived again, whatever else changed.
 */
export function viewDeriver(): (input: ViewsInput) => Views {
  let fixed: { from: Workflow; catalog: KindCatalog; nodes: readonly Fixed[] } | undefined
  let kept = new Map<string, Kept>()
  let last: { readonly input: ViewsInput; readonly seen: number; readonly views: Views } | undefined
  return (input) => {
    if (last && sayNothingNew(input, last.input, last.seen, last.views)) {
      // The log grows in place: what came since is new to the next object of the run, not to this one.
      const seen = input.run === last.input.run ? last.seen : (input.run?.events?.length ?? 0)
      last = { ...last, input, seen }
      return last.views
    }
    if (!fixed || !sameGraph(fixed.from, input.workflow) || fixed.catalog !== input.catalog)
      fixed = {
        from: input.workflow,
        catalog: input.catalog,
        nodes: fixedParts(input.workflow, input.catalog, fixed?.nodes ?? []),
      }
    const tree = treeOf(input.workflow, input.catalog)
    const shown = shownItems(tree, input.run?.state, input.picked)
    const byId = new Map<string, NodeView>()
    const next = new Map<string, Kept>()
    const { states, lastStates } = statesNow(fixed.nodes, input.run?.state, (id) => pathOf(tree, shown.paths, id))
    let same = fixed.nodes.length === last?.views.byId.size
    for (const part of fixed.nodes) {
      const { id } = part.node
      const before = kept.get(id)
      const parts = partsOf(part, input, states, shown, tree)
      const entry =
        before && sameParts(parts, before.parts)
          ? before
          : { parts, view: keepEqual(before?.view, viewOf(part, input, states, shown, tree)) }
      next.set(id, entry)
      byId.set(id, entry.view)
      if (entry.view !== before?.view) same = false
    }
    kept = next
    const views = { byId: same && last ? last.views.byId : byId, states, lastStates, tree }
    last = { input, seen: input.run?.events?.length ?? 0, views }
    return views
  }
}

/** Moving a node changes the layout alone. */
const sameGraph = (one: Workflow, other: Workflow): boolean => one.nodes === other.nodes && one.edges === other.edges

const sameParts = (one: Parts, other: Parts): boolean => one.every((part, at) => part === other[at])

/** Whether an input leads to the same views as the last one, as far as that can be told without deriving them. */
function sayNothingNew(input: ViewsInput, last: ViewsInput, seen: number, views: Views): boolean {
  const { run, ...others } = input
  const names = Object.keys(others) as (keyof typeof others)[] // of an object literal's own type
  if (names.some((name) => input[name] !== last[name])) return false
  if (run === last.run) return true
  if (!run?.events || run.state !== last.run?.state) return false
  return run.events
    .slice(seen)
    .every(({ type, nodeId }) => type === 'node.streamed' && views.byId.get(nodeId ?? '')?.glyph === 'streaming')
}

const NO_EDGE: Edge = { from: '', to: '' }

/** All that a node's view depends on. */
function partsOf(
  part: Fixed,
  input: ViewsInput,
  states: ReadonlyMap<string, NodeState>,
  shown: ShownItems,
  tree: Tree,
): Parts {
  const { id } = part.node
  const state = states.get(id)
  const run = input.run?.state
  return [
    part,
    input.workflow.layout?.[id],
    state,
    run?.status,
    // Who stands before it in the queue changes with every other node.
    state?.status === 'queued' ? input.run : undefined,
    state === undefined && run ? arrived(part, states) : 0,
    shown.byContainer.get(id)?.cells,
    shown.byContainer.get(id)?.shown,
    shown.byContainer.get(id)?.picked,
    run ? pathOf(tree, shown.paths, id) : '',
    input.cardHeights.get(id),
    state !== undefined && input.live.has(liveKey(state)),
    input.fonts,
    input.breakpoints.has(id),
    tree.children.get(id)?.length,
    run?.decisions.size,
    // A skipped node says by which port the one before it left, and a step of an item whether it is still kept.
    state?.status === 'skipped' ? states.get(edgeSource(part.incoming[0] ?? NO_EDGE).node) : undefined,
    shown.byContainer.get(tree.parents.get(id) ?? TOP)?.cells,
    shown.byContainer.get(tree.parents.get(id) ?? TOP)?.shown,
    state?.waitId === undefined ? undefined : run?.waits.get(state.waitId),
  ]
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
