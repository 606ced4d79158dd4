/** Moving nodes into containers and out of them. Edges never cross a border, so those that would go are named. */
import { withParent } from '#shared/workflow/edit/inner-nodes.ts'
import { type Edge, edgeSource, type Workflow } from '#shared/workflow/workflow.ts'
import type { Tree } from '../model/tree.ts'
import { type At, moveNodes } from './places.ts'

export interface Reparented {
  readonly workflow: Workflow
  /** Edges that would have crossed a border. */
  readonly dropped: readonly Edge[]
}

/** Puts nodes into a container, or to the top where it is undefined. `places` are relative to where they go. */
export function changeParent(
  workflow: Workflow,
  parents: ReadonlyMap<string, string | undefined>,
  places: ReadonlyMap<string, At>,
  step?: number,
): Reparented {
  const nodes =
    parents.size === 0
      ? workflow.nodes
      : workflow.nodes.map((node) => (parents.has(node.id) ? withParent(node, parents.get(node.id)) : node))
  const moved = moveNodes({ ...workflow, nodes }, places, step)
  const parentOf = new Map(nodes.map((node) => [node.id, node.parent]))
  const crosses = (edge: Edge) => {
    const source = edgeSource(edge).node
    const touched = parents.has(source) || parents.has(edge.to)
    return touched && parentOf.get(source) !== parentOf.get(edge.to)
  }
  const dropped = moved.edges.filter(crosses)
  return dropped.length === 0
    ? { workflow: moved, dropped }
    : { workflow: { ...moved, edges: moved.edges.filter((edge) => !crosses(edge)) }, dropped }
}

/** The container a point lies in: the innermost one that is open and none of `except`. `areas` are those of containers on the canvas. */
export function containerAt(
  tree: Tree,
  areas: ReadonlyMap<
    string,
    { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
  >,
  point: At,
  except: ReadonlySet<string>,
): string | undefined {
  // A container comes before its children, so the last that holds the point is the innermost.
  return tree.order.findLast((id) => {
    const area = areas.get(id)
    if (!area || except.has(id)) return false
    return (
      point[0] >= area.x && point[0] <= area.x + area.width && point[1] >= area.y && point[1] <= area.y + area.height
    )
  })
}
