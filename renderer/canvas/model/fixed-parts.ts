/** What the view of a node is made of that no run changes: an edit that leaves the node as it is keeps the object. */
import type { KindCatalog, KindDescriptor } from '#shared/workflow/kind-descriptor.ts'
import { type Edge, edgeSource, type Workflow, type WorkflowNode } from '#shared/workflow/workflow.ts'
import { configFace, type Face } from './face.ts'
import { keepEqual } from './keep-equal.ts'
import { loopBodiesOf } from './loop-bodies.ts'

export interface Fixed {
  readonly node: WorkflowNode
  readonly descriptor: KindDescriptor | undefined
  readonly face: Face
  readonly usedPorts: readonly string[]
  readonly incoming: readonly Edge[]
  readonly loops: readonly string[] | undefined
}

const faces = new WeakMap<WorkflowNode, { readonly descriptor: KindDescriptor; readonly face: Face }>()

function faceOf(descriptor: KindDescriptor, node: WorkflowNode): Face {
  const known = faces.get(node)
  if (known?.descriptor === descriptor) return known.face
  const face = noteFace(descriptor, node)
  faces.set(node, { descriptor, face })
  return face
}

/** A part is kept where an edit changed nothing of its node. */
export function fixedParts(workflow: Workflow, catalog: KindCatalog, before: readonly Fixed[]): readonly Fixed[] {
  const known = new Map(before.map((part) => [part.node, part]))
  const incoming = new Map<string, Edge[]>()
  const used = new Map<string, Set<string>>()
  for (const edge of workflow.edges) {
    const source = edgeSource(edge)
    used.set(source.node, (used.get(source.node) ?? new Set()).add(source.port))
    if (edge.loop) continue
    const known = incoming.get(edge.to)
    if (known) known.push(edge)
    else incoming.set(edge.to, [edge])
  }
  const { targets } = loopBodiesOf(workflow)
  return workflow.nodes.map((node) => {
    const descriptor = catalog.get(node.kind)
    const face = descriptor
      ? faceOf(descriptor, node)
      : { text: '', style: 'text' as const, lines: 2, tone: 'plain' as const }
    return keepEqual(known.get(node), {
      node,
      descriptor,
      face,
      usedPorts: [...(used.get(node.id) ?? [])],
      incoming: incoming.get(node.id) ?? [],
      loops: targets.get(node.id),
    })
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
