/** A container around the selection, or none any more around its children. */
import { type KindDescriptor, portsOf } from '#shared/workflow/kind-descriptor.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { useKinds } from '../../state/kinds.ts'
import { wayOut } from '../edit/insert-on-edge.ts'
import type { At } from '../edit/places.ts'
import { unwrapNode, wrapNodes } from '../edit/wrap.ts'
import { firstPlace } from '../model/hold-children.ts'
import { nodeBox } from '../model/node-box.ts'
import { outermost } from '../model/tree.ts'
import { applied, type ContainersInput, tellDropped, titleIn } from './container-edit.ts'

export function wrapProblem({ tree, views }: ContainersInput, ids: ReadonlySet<string>): string | undefined {
  const outer = outermost(tree, ids)
  if (outer.length === 0) return 'Select what is to stand inside.'
  if (outer.some((id) => views.get(id)?.descriptor?.entry)) return 'Where a run begins cannot stand inside a container.'
  if (new Set(outer.map((id) => tree.parents.get(id))).size > 1) return 'Select nodes of one container.'
  return undefined
}

export function wrapSelected(input: ContainersInput, selected: ReadonlySet<string>, kind: KindDescriptor): string {
  const { tree, places, editing, documentRef } = input
  const ids = new Set(outermost(tree, selected))
  const spots = [...ids].flatMap((id): At[] => {
    const at = places?.get(id)
    return at ? [at] : []
  })
  const node = { id: kind.kind, kind: kind.kind }
  const face = { text: '', style: 'text', lines: 0, tone: 'plain' } as const
  const box = nodeBox({
    node,
    descriptor: kind,
    entry: undefined,
    face,
    streaming: false,
    cardHeight: undefined,
    usedPorts: [],
  })
  const [left, top] = firstPlace(box)
  const at: At = [Math.min(...spots.map(([x]) => x)) - left, Math.min(...spots.map(([, y]) => y)) - top]
  const inner = new Map(
    [...ids].map((id) => {
      const [x, y] = places?.get(id) ?? at
      return [id, [x - at[0], y - at[1]] as const]
    }),
  )
  let id = ''
  const result = applied(editing, (workflow) => {
    const wrapped = wrapNodes(workflow, { ids, descriptor: kind, at, places: inner })
    id = wrapped.id
    return wrapped
  })
  tellDropped(documentRef, result, (edges) => `Wrapped in ${kind.title}. A loop cannot cross its border, so ${edges}.`)
  return id
}

export function unwrapContainer(input: ContainersInput, id: string): ReadonlySet<string> {
  const { tree, places, editing, documentRef } = input
  const corner = places?.get(id) ?? [0, 0]
  const children = tree.children.get(id) ?? []
  const moved = new Map(
    children.flatMap((child) => {
      const at = places?.get(child)
      return at ? [[child, [at[0] + corner[0], at[1] + corner[1]] as const] as const] : []
    }),
  )
  const title = titleIn(input, id)
  const result = applied(editing, (workflow) =>
    unwrapNode(workflow, { id, places: moved, wayOn: (child) => wayOn(workflow, child) }),
  )
  tellDropped(documentRef, result, (edges) => `Took ${title} away. Nothing inside stands for it, so ${edges}.`)
  return new Set(children)
}

/** The default way on of a node, or its first; a kind that ends the run, or never runs, has none. */
function wayOn(workflow: Workflow, id: string): string | undefined {
  const node = workflow.nodes.find((each) => each.id === id)
  const kind = node && useKinds.getState().catalog.get(node.kind)
  if (!node || !kind?.runs) return undefined
  return wayOut(portsOf(kind, node.config))
}
