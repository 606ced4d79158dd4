/** The rows of the list of what can be added, and how they are found. */
import { Command } from 'cmdk'
import type { LucideIcon } from 'lucide-react'
import type { DragEvent } from 'react'
import { type KindDescriptor, portsOf } from '#shared/workflow/kind-descriptor.ts'
import { titleOfNode } from '#shared/workflow/title-of-node.ts'
import type { WorkflowNode } from '#shared/workflow/workflow.ts'
import { Keys } from '../../parts/keys.tsx'
import { wayOut } from '../edit/insert-on-edge.ts'
import type { Link } from '../edit/link.ts'
import { firstClause } from '../model/first-clause.ts'
import { KindIcon } from '../node/kind-icon.tsx'

export const DRAGGED_KIND = 'application/x-slashflow-kind'
/** It could go into an edge. While something is dragged, only the types of its data can be read. */
export const INSERTABLE_KIND = 'application/x-slashflow-insertable'

/** No kind's name begins so. */
export const NODE_ROW = 'node '

/** What an edge can lead to, or leave, as the link asks. */
export function fits(kind: KindDescriptor, { from, to, split }: Link): boolean {
  const leaves = () => kind.runs && wayOut(portsOf(kind, kind.initialConfig)) !== undefined
  if (to !== undefined) return leaves()
  if (split !== undefined) return leaves() && !kind.entry
  return from === undefined || (kind.runs && !kind.entry)
}

/** By the beginning of the title, then anywhere in it, then in the summary; a kind before a node of the same name. */
export function rank(value: string, search: string, keywords: readonly string[] = []): number {
  return rankOf(search, keywords) * (value.startsWith(NODE_ROW) ? 0.9 : 1)
}

function rankOf(search: string, [title = '', ...rest]: readonly string[]): number {
  const wanted = search.trim().toLowerCase()
  if (title.toLowerCase().startsWith(wanted)) return 1
  if (title.toLowerCase().includes(wanted)) return 0.8
  return rest.some((text) => text.toLowerCase().includes(wanted)) ? 0.4 : 0
}

/** How well the best of them fits. */
export const bestKind = (kinds: readonly KindDescriptor[], search: string): number =>
  Math.max(0, ...kinds.map(({ kind, title, summary }) => rank(kind, search, [title, summary])))

export const bestNode = (nodes: readonly WorkflowNode[], search: string): number =>
  Math.max(0, ...nodes.map((node) => rank(`${NODE_ROW}${node.id}`, search, [titleOfNode(node), node.id])))

/** On the chosen row only: what Enter would do. */
export const EnterKey = () => (
  <span className="end enter-key">
    <Keys keys="Enter" />
  </span>
)

interface NodeRowsProps {
  readonly heading: string
  readonly nodes: readonly WorkflowNode[]
  readonly icon: LucideIcon
  readonly meta: string
  onPick(nodeId: string): void
}

export function NodeRows({ heading, nodes, icon: Icon, meta, onPick }: NodeRowsProps) {
  return (
    <Command.Group heading={heading}>
      {nodes.map((node) => (
        <Command.Item
          key={node.id}
          value={`${NODE_ROW}${node.id}`}
          keywords={[titleOfNode(node), node.id]}
          className="option"
          onSelect={() => onPick(node.id)}
        >
          <Icon size={14} aria-hidden="true" />
          <span>{titleOfNode(node)}</span>
          <span className="meta cut">{meta}</span>
          <EnterKey />
        </Command.Item>
      ))}
    </Command.Group>
  )
}

interface KindRowsProps {
  readonly heading: string
  readonly kinds: readonly KindDescriptor[]
  onAdd(kind: KindDescriptor): void
  onDragged(): void
}

export function KindRows({ heading, kinds, onAdd, onDragged }: KindRowsProps) {
  if (kinds.length === 0) return null
  const drag = (event: DragEvent, kind: KindDescriptor) => {
    event.dataTransfer.setData(DRAGGED_KIND, kind.kind)
    if (fits(kind, { split: 0 })) event.dataTransfer.setData(INSERTABLE_KIND, kind.kind)
    event.dataTransfer.effectAllowed = 'copy'
    // The list would hide the place where the node is to fall; a frame later, since the drag needs its source to begin.
    requestAnimationFrame(onDragged)
  }
  return (
    <Command.Group heading={heading}>
      {kinds.map((kind) => (
        <Command.Item
          key={kind.kind}
          value={kind.kind}
          keywords={[kind.title, kind.summary]}
          className="option"
          draggable
          onDragStart={(event) => drag(event, kind)}
          onSelect={() => onAdd(kind)}
        >
          <KindIcon name={kind.icon} size={14} />
          <span>{kind.title}</span>
          <span className="meta cut">{firstClause(kind.summary)}</span>
          <EnterKey />
        </Command.Item>
      ))}
    </Command.Group>
  )
}
