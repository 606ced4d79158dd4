/** The list of what can be added, open where an edge ends or above the toolbar, and what it offers there. */
import { useMemo } from 'react'
import { type KindDescriptor, portsOf } from '#shared/workflow/kind-descriptor.ts'
import { titleById, titleOfNode } from '#shared/workflow/title-of-node.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { edgesInWords } from '../edit/edges-in-words.ts'
import type { Link } from '../edit/link.ts'
import type { At } from '../edit/places.ts'
import type { NodeView } from '../model/node-view.ts'
import { AddMenu } from '../palette/add-menu.tsx'
import { joinsOf } from './joins.ts'
import { MENU } from './list-place.ts'
import { closedNodes, type Editing } from './use-editing.ts'
import type { Tell } from './use-told.tsx'

export interface OpenList {
  /** Of the list, in the window, px. */
  readonly x: number
  readonly y: number
  /** On the canvas, where the node is to stand; absent where the list was opened from the toolbar. */
  readonly at?: At
  readonly link: Link
  /** It goes into the edge of the selected node, and a second Tab asks for another way from that node. */
  readonly instead?: (() => void) | undefined
}

interface AddListProps {
  readonly open: OpenList
  readonly workflow: Workflow
  readonly views: ReadonlyMap<string, NodeView>
  readonly editing: Editing
  /** The one node that is selected. */
  readonly selected: string | undefined
  readonly tell: Tell
  onAdd(kind: KindDescriptor): void
  /** With the focus back where it was. */
  onClose(): void
  onLeave(): void
}

export function AddList({ open, workflow, views, editing, selected, tell, onAdd, onClose, onLeave }: AddListProps) {
  const { link } = open
  const joins = useMemo(() => joinsOf(workflow, link, closedNodes(workflow)), [workflow, link])
  return (
    <AddMenu
      link={link}
      head={headOf(workflow, link)}
      inside={open.at ? undefined : insideOf(workflow, views, selected)}
      joins={joins}
      backFirst={leadsBack(views, link)}
      style={{ left: open.x, top: open.y, maxHeight: Math.min(MENU.height, window.innerHeight - MENU.gap * 2) }}
      onAdd={onAdd}
      onJoin={(other) => {
        const said = joinTo(editing, link, other)
        onClose()
        if (said) tell(said, open)
      }}
      onRemove={() => {
        if (link.moved !== undefined) editing.remove(new Set(), new Set([link.moved]))
        onClose()
      }}
      onClose={onClose}
      onInstead={open.instead}
      onLeave={onLeave}
    />
  )
}

/** Joins the drawn edge to a node that is there. Returns what that became, where it is more than an edge. */
function joinTo(editing: Editing, { from, moved }: Link, to: string): string | undefined {
  if (!from) return undefined
  return moved === undefined ? editing.connect({ ...from, to }) : editing.reconnect(moved, { ...from, to })
}

/** Of what a person answers, the ways that are not the first one: rejected, too late. */
function leadsBack(views: ReadonlyMap<string, NodeView>, { from }: Link): boolean {
  const view = from && views.get(from.from)
  if (!view?.descriptor || view.descriptor.overlay === 'none') return false
  return portsOf(view.descriptor, view.node.config)[0] !== from?.port
}

/** What is added from the list goes into the selected container. */
function insideOf(
  { nodes }: Workflow,
  views: ReadonlyMap<string, NodeView>,
  selected: string | undefined,
): string | undefined {
  const node = nodes.find(({ id }) => id === selected)
  return node && views.get(node.id)?.box.shape === 'container' ? titleOfNode(node) : undefined
}

function headOf(workflow: Workflow, { from, to, split }: Link): string | undefined {
  if (from) return from.port
  if (to !== undefined) return `to ${titleById(workflow, to)}`
  const edge = split === undefined ? undefined : workflow.edges[split]
  return edge && edgesInWords(workflow, [edge])
}
