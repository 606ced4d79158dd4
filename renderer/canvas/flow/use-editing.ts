/** What a person does to the graph with the mouse and the keyboard, each as one step of undo. */
import { useMemo } from 'react'
import { edgeFrom } from '#shared/workflow/edit/rename-ids.ts'
import type { KindDescriptor } from '#shared/workflow/kind-descriptor.ts'
import { portsOf } from '#shared/workflow/kind-descriptor.ts'
import { titleOfNode } from '#shared/workflow/title-of-node.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { changeDocument, documentNow } from '../../state/documents.ts'
import { useKinds } from '../../state/kinds.ts'
import { addNode, duplicateNodes } from '../edit/add-node.ts'
import { type Connection, connect, connectionProblem, reconnect } from '../edit/connect.ts'
import { removeAndReconnect, wayOut } from '../edit/insert-on-edge.ts'
import { type Link, linkNode } from '../edit/link.ts'
import { type At, colorNodes, foldNode, moveNodes, resizeNode } from '../edit/places.ts'
import type { Places } from '../layout/lay-out.ts'
import { isSidePort } from '../model/node-box.ts'
import { removeWithInner } from './remove-nodes.ts'

export interface Editing {
  /** Moves with the same key, one after the other, are one step of undo. `step` is the raster: 1 for what was lined up. */
  move(places: Places, choices?: { readonly coalesce?: string; readonly step?: number }): void
  /** Adds a node, joined as the link says; returns its id. `at` is relative to the container. */
  add(kind: KindDescriptor, at: At, choices?: AddChoices): string
  /** Returns what the edge became, as a sentence, where that is more than an edge. */
  connect(connection: Connection): string | undefined
  reconnect(index: number, connection: Connection): string | undefined
  remove(nodes: ReadonlySet<string>, edges: ReadonlySet<number>): void
  removeAndReconnect(nodes: ReadonlySet<string>): void
  /** Returns the ids of the copies. */
  duplicate(nodes: ReadonlySet<string>): ReadonlySet<string>
  resize(id: string, size: At): void
  fold(id: string, folded: boolean): void
  color(ids: ReadonlySet<string>, color: string | undefined): void
  /** Why a connection cannot be made; undefined where it can. The edge `except` is about to go. */
  problemOf(connection: Connection, except?: number): string | undefined
  /** An edit of the workflow with every node placed, as one step of undo. */
  change(edit: (placed: Workflow) => Workflow): void
}

export interface AddChoices {
  readonly link?: Link | undefined
  /** The container it stands in. */
  readonly parent?: string | undefined
  /** Others that give way to it. */
  readonly moved?: Places | undefined
}

const COPY_OFFSET: At = [24, 24]

/** `found` are the places that the file does not have yet; they are written with the first move, so that nothing jumps. */
export function useEditing(ref: string, found: Places): Editing {
  return useMemo(() => editingOf(ref, found), [ref, found])
}

function editingOf(ref: string, found: Places): Editing {
  const edit = (change: (workflow: Workflow) => Workflow, coalesce?: string) => changeDocument(ref, change, coalesce)
  const placed = (workflow: Workflow) => moveNodes(workflow, found, 1)
  const change = (make: (placed: Workflow) => Workflow) => edit((workflow) => make(placed(workflow)))
  const problemOf = (connection: Connection, except?: number) => {
    const workflow = documentNow(ref)?.workflow
    return workflow
      ? connectionProblem(workflow, connection, closedNodes(workflow), except)
      : 'There is no workflow to edit.'
  }
  return {
    move: (places, { coalesce, step } = {}) => edit((workflow) => moveNodes(placed(workflow), places, step), coalesce),
    add(kind, at, { link = {}, parent, moved = new Map() } = {}) {
      let id = ''
      const way = kind.runs ? wayOut(portsOf(kind, kind.initialConfig)) : undefined
      change((workflow) => {
        const added = addNode(moveNodes(workflow, moved, 1), kind, at, parent)
        id = added.id
        return linkNode(added.workflow, id, way, link, closedNodes(added.workflow))
      })
      return id
    },
    connect(connection) {
      if (problemOf(connection) !== undefined) return undefined
      edit((workflow) => connect(workflow, connection))
      return loopWords(documentNow(ref)?.workflow, -1)
    },
    reconnect(index, connection) {
      const before = documentNow(ref)?.workflow?.edges[index]
      if (!before || problemOf(connection, index) !== undefined) return undefined
      edit((workflow) => reconnect(workflow, index, connection))
      return before.loop ? undefined : loopWords(documentNow(ref)?.workflow, index)
    },
    remove: (nodes, edges) => removeWithInner(ref, nodes, edges),
    removeAndReconnect: (nodes) => edit((workflow) => removeAndReconnect(workflow, nodes)),
    duplicate(nodes) {
      let copies: ReadonlySet<string> = new Set()
      change((workflow) => {
        const copied = duplicateNodes(workflow, nodes, COPY_OFFSET, useKinds.getState().catalog)
        copies = new Set([...nodes].flatMap((id) => copied.ids.get(id) ?? []))
        return copied.workflow
      })
      return copies
    },
    resize: (id, size) => change((workflow) => resizeNode(workflow, id, size)),
    fold: (id, folded) => change((workflow) => foldNode(workflow, id, folded)),
    color: (ids, color) => change((workflow) => colorNodes(workflow, ids, color)),
    problemOf,
    change,
  }
}

/** `Goes back to Write, at most 3 times.` */
function loopWords(workflow: Workflow | undefined, index: number): string | undefined {
  const edge = workflow?.edges.at(index)
  const target = workflow?.nodes.find((node) => node.id === edge?.to)
  if (!edge?.loop || !target) return undefined
  return `Goes back to ${titleOfNode(target)}, at most ${edge.loop.max} times. Click the figure on the edge to change it.`
}

/** Nodes that nothing can lead to: where a run begins, and what never runs. */
export function closedNodes(workflow: Workflow): ReadonlySet<string> {
  const { catalog } = useKinds.getState()
  return new Set(
    workflow.nodes.flatMap((node) => {
      const kind = catalog.get(node.kind)
      return kind && (kind.entry || !kind.runs) ? [node.id] : []
    }),
  )
}

/** The way on from a node that nothing leaves by yet, else its first. */
export function nextPort(workflow: Workflow, nodeId: string): string | undefined {
  const node = workflow.nodes.find((candidate) => candidate.id === nodeId)
  const kind = node && useKinds.getState().catalog.get(node.kind)
  if (!node || !kind) return undefined
  const ports = portsOf(kind, node.config).filter((port) => !isSidePort(port))
  const used = new Set(workflow.edges.map((edge) => edge.from))
  return ports.find((port) => !used.has(edgeFrom(nodeId, port))) ?? ports[0]
}

/** The edge, by index, that a node goes on by, where it has one way and one edge: what is added next to it goes between. */
export function onlyWay(workflow: Workflow, nodeId: string): number | undefined {
  const node = workflow.nodes.find((candidate) => candidate.id === nodeId)
  const kind = node && useKinds.getState().catalog.get(node.kind)
  const [port, ...others] = kind ? portsOf(kind, node.config).filter((each) => !isSidePort(each)) : []
  if (port === undefined || others.length > 0) return undefined
  const from = edgeFrom(nodeId, port)
  const edges = workflow.edges.flatMap((edge, index) => (edge.from === from ? [index] : []))
  const [only] = edges
  return edges.length === 1 && only !== undefined && !workflow.edges[only]?.loop ? only : undefined
}

/** Whether a node of that kind can stand in an edge. */
export const goesOn = (kind: KindDescriptor): boolean =>
  kind.runs && !kind.entry && wayOut(portsOf(kind, kind.initialConfig)) !== undefined
