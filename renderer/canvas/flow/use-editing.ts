/** What a person does to the graph with the mouse and the keyboard, each as one step of undo. */
import { useMemo } from 'react'
import { edgeFrom } from '#shared/workflow/edit/rename-ids.ts'
import type { KindDescriptor } from '#shared/workflow/kind-descriptor.ts'
import { portsOf } from '#shared/workflow/kind-descriptor.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { changeDocument, documentNow } from '../../state/documents.ts'
import { useKinds } from '../../state/kinds.ts'
import { addNode, duplicateNodes } from '../edit/add-node.ts'
import { type Connection, connect, connectionProblem, reconnect } from '../edit/connect.ts'
import { type At, foldNode, moveNodes, resizeNode } from '../edit/places.ts'
import type { Places } from '../layout/lay-out.ts'
import { isSidePort } from '../model/node-box.ts'
import { removeWithInner } from './remove-nodes.ts'

export interface Editing {
  move(places: Places, coalesce?: string): void
  /** Adds a node, connected from `after` where given; returns its id. `at` is relative to the container. */
  add(kind: KindDescriptor, at: At, choices?: AddChoices): string
  connect(connection: Connection): void
  reconnect(index: number, connection: Connection): void
  remove(nodes: ReadonlySet<string>, edges: ReadonlySet<number>): void
  /** Returns the ids of the copies. */
  duplicate(nodes: ReadonlySet<string>): ReadonlySet<string>
  resize(id: string, size: At): void
  fold(id: string, folded: boolean): void
  /** Why a connection cannot be made; undefined where it can. */
  problemOf(connection: Connection): string | undefined
  /** An edit of the workflow with every node placed, as one step of undo. */
  change(edit: (placed: Workflow) => Workflow): void
}

export interface AddChoices {
  readonly after?: Pick<Connection, 'from' | 'port'> | undefined
  /** The container it stands in. */
  readonly parent?: string | undefined
}

const COPY_OFFSET: At = [24, 24]

/** `found` are the places that the file does not have yet; they are written with the first move, so that nothing jumps. */
export function useEditing(ref: string, found: Places): Editing {
  return useMemo(() => {
    const change = (edit: (workflow: Workflow) => Workflow, coalesce?: string) => changeDocument(ref, edit, coalesce)
    const placed = (workflow: Workflow) => moveNodes(workflow, found)
    return {
      move: (places, coalesce) => change((workflow) => moveNodes(workflow, new Map([...found, ...places])), coalesce),
      add(kind, at, { after, parent } = {}) {
        let id = ''
        change((workflow) => {
          const added = addNode(placed(workflow), kind, at, parent)
          id = added.id
          const connection = after && { ...after, to: added.id }
          return connection && !connectionProblem(added.workflow, connection, closedNodes(added.workflow))
            ? connect(added.workflow, connection)
            : added.workflow
        })
        return id
      },
      connect: (connection) =>
        change((workflow) =>
          connectionProblem(workflow, connection, closedNodes(workflow)) ? workflow : connect(workflow, connection),
        ),
      reconnect: (index, connection) => change((workflow) => reconnect(workflow, index, connection)),
      remove: (nodes, edges) => removeWithInner(ref, nodes, edges),
      duplicate(nodes) {
        let copies: ReadonlySet<string> = new Set()
        change((workflow) => {
          const copied = duplicateNodes(placed(workflow), nodes, COPY_OFFSET, useKinds.getState().catalog)
          copies = new Set([...nodes].flatMap((id) => copied.ids.get(id) ?? []))
          return copied.workflow
        })
        return copies
      },
      resize: (id, size) => change((workflow) => resizeNode(placed(workflow), id, size)),
      fold: (id, folded) => change((workflow) => foldNode(placed(workflow), id, folded)),
      change: (edit) => change((workflow) => edit(placed(workflow))),
      problemOf(connection) {
        const workflow = documentNow(ref)?.workflow
        return workflow
          ? connectionProblem(workflow, connection, closedNodes(workflow))
          : 'There is no workflow to edit.'
      },
    }
  }, [ref, found])
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
