/** What the scope of a node held in a run: outputs as its level sees them, the item, the loop, the arguments. */
import { isJsonObject, type Json } from '#shared/json.ts'
import { executionKey, type NodeState, type RunState } from '#shared/state/run-state.ts'
import type { KindCatalog } from '#shared/workflow/kind-descriptor.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { type PickedItems, pathOf, shownItems } from '../../canvas/model/shown-items.ts'
import { treeOf } from '../../canvas/model/tree.ts'
import { type Shape, type Whole, wholeOf } from './known.ts'

export interface RunOfScope {
  readonly state: RunState
  /** The version that was run. */
  readonly workflow: Workflow | undefined
  readonly picked: PickedItems
}

/** The item that a node is seen in, as a path (`all[2]`); of a node that is new since then, that of its container's children. */
export function pathInRun(
  { state, workflow, picked }: RunOfScope,
  nodeId: string,
  parent: string | undefined,
  catalog: KindCatalog,
): string {
  if (!workflow) return ''
  const tree = treeOf(workflow, catalog)
  const { paths } = shownItems(tree, state, picked)
  if (workflow.nodes.some(({ id }) => id === nodeId)) return pathOf(tree, paths, nodeId)
  return parent === undefined ? '' : (paths.get(parent) ?? '')
}

/** The value of the scope, no larger than its shape names: what is not in it cannot be named either. `without`: nodes that gave none. */
export function scopeValue(
  shape: Shape,
  state: RunState,
  nodeId: string | undefined,
  path: string,
  whole: Whole,
  without: readonly string[] = [],
): { readonly [key: string]: Json } {
  const wanted = shape.fields ?? {}
  const value: Record<string, Json> = {}
  if (wanted.args) value.args = { ...state.args }
  if (wanted.nodes) value.nodes = outputs(Object.keys(wanted.nodes.fields ?? {}), state, path, new Set(without))
  if (wanted.run) value.run = { id: state.runId, startedAt: state.startedAt, workflow: state.workflow }
  value.workspace = state.workspace
  if (wanted.loop && nodeId !== undefined) value.loop = loopOf(state.nodes.get(executionKey(path, nodeId)))
  const item = wanted.item && itemAt(state, path, whole)
  if (item) {
    value.index = item.index
    if (item.item !== undefined) value.item = item.item
  }
  return value
}

/** The output of a node as it is seen from a path: of its own item, or of the levels around it. */
export const outputSeen = (state: RunState, path: string, id: string): Json | undefined =>
  nodeSeen(state, path, id)?.output

/** The same, but of a node that failed none: an error is no result that could stand for the node. */
export function resultSeen(state: RunState, path: string, id: string): Json | undefined {
  return failedSeen(state, path, id) ? undefined : outputSeen(state, path, id)
}

export const failedSeen = (state: RunState, path: string, id: string): boolean =>
  nodeSeen(state, path, id)?.status === 'failed'

function nodeSeen(state: RunState, path: string, id: string): NodeState | undefined {
  for (let at = path; ; at = parentPath(at)) {
    const known = state.nodes.get(executionKey(at, id))
    if (known || at === '') return known
  }
}

function outputs(
  ids: readonly string[],
  state: RunState,
  path: string,
  without: ReadonlySet<string>,
): Record<string, Json> {
  const found: Record<string, Json> = {}
  for (const id of ids) {
    const output = outputSeen(state, path, id)
    if (output !== undefined && !without.has(id)) found[id] = output
  }
  return found
}

function loopOf(node: NodeState | undefined): { readonly [key: string]: Json } {
  const { iteration = 0, feedback } = node?.loop ?? {}
  return { iteration, ...(feedback !== undefined && { feedback }) }
}

const LAST_ITEM = /^(.*?)([^/[\]]+)\[(\d+)\]$/

/** `outer[0]/all[2]`: item 2 of what the container was given there. */
function itemAt(
  state: RunState,
  path: string,
  whole: Whole,
): { readonly index: number; readonly item: Json | undefined } | undefined {
  const match = LAST_ITEM.exec(path)
  if (!match) return undefined
  const [, before = '', id = '', place] = match
  const input = state.nodes.get(executionKey(before.replace(/\/$/, ''), id))?.input
  const items = isJsonObject(input) ? wholeOf(input.items, whole) : undefined
  const index = Number(place)
  return { index, item: Array.isArray(items) ? items[index] : undefined }
}

function parentPath(path: string): string {
  const slash = path.lastIndexOf('/')
  return slash < 0 ? '' : path.slice(0, slash)
}
