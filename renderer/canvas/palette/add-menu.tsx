/** What can be added: every kind by group, and where an edge was drawn, the nodes that it may go back to. */

import { Command } from 'cmdk'
import { Undo2 } from 'lucide-react'
import { type CSSProperties, type DragEvent, type KeyboardEvent, useEffect, useRef } from 'react'
import type { KindDescriptor } from '#shared/workflow/kind-descriptor.ts'
import type { WorkflowNode } from '#shared/workflow/workflow.ts'
import { useKinds } from '../../state/kinds.ts'
import { nodeTitle } from '../model/node-title.ts'
import { KindIcon } from '../node/kind-icon.tsx'
import './palette.css'

export const DRAGGED_KIND = 'application/x-slashflow-kind'

const GROUPS: readonly (readonly [KindDescriptor['group'], string])[] = [
  ['model', 'Model'],
  ['tool', 'Tools'],
  ['flow', 'Flow'],
  ['person', 'People'],
  ['output', 'Output'],
  ['entry', 'Entries'],
  ['note', 'Notes'],
]

export interface AddMenuProps {
  /** The port an edge was drawn from, in words. */
  readonly from: string | undefined
  /** Where that edge may go back to, nearest first. */
  readonly back: readonly WorkflowNode[]
  readonly style: CSSProperties
  onAdd(kind: KindDescriptor): void
  onBack(nodeId: string): void
  onClose(): void
}

export function AddMenu({ from, back, style, onAdd, onBack, onClose }: AddMenuProps) {
  const kinds = useKinds(({ list }) => list)
  const menu = useRef<HTMLDivElement>(null)
  const close = useRef(onClose)
  close.current = onClose
  useEffect(() => {
    const leave = (event: PointerEvent) => {
      if (event.target instanceof Node && !menu.current?.contains(event.target)) close.current()
    }
    document.addEventListener('pointerdown', leave, true)
    return () => document.removeEventListener('pointerdown', leave, true)
  }, [])
  const hear = (event: KeyboardEvent) => {
    event.stopPropagation()
    if (event.key !== 'Escape') return
    event.preventDefault()
    onClose()
  }
  const addable = from === undefined ? kinds : kinds.filter((kind) => kind.runs && !kind.entry)
  return (
    <div
      ref={menu}
      className="popover add-menu nowheel nopan nodrag"
      style={style}
      role="dialog"
      aria-label={from === undefined ? 'Add a node' : 'Add what comes next'}
      onKeyDown={hear}
    >
      <Command label="Nodes" loop filter={rank}>
        <div className="add-menu-head">
          {from !== undefined && <span className="add-menu-port">{from}</span>}
          <Command.Input autoFocus placeholder={from === undefined ? 'Add a node' : 'Add what comes next'} />
        </div>
        <Command.List>
          <Command.Empty className="add-menu-empty">No node is called that.</Command.Empty>
          {back.length > 0 && (
            <Command.Group heading="Go back">
              {back.map((node) => (
                <Command.Item
                  key={node.id}
                  value={`back ${node.id}`}
                  keywords={[nodeTitle(node)]}
                  className="option"
                  onSelect={() => onBack(node.id)}
                >
                  <Undo2 size={14} aria-hidden="true" />
                  <span>{nodeTitle(node)}</span>
                  <span className="meta">with its feedback</span>
                </Command.Item>
              ))}
            </Command.Group>
          )}
          {GROUPS.map(([group, heading]) => (
            <KindGroup
              key={group}
              heading={heading}
              kinds={addable.filter((kind) => kind.group === group)}
              onAdd={onAdd}
              onClose={onClose}
            />
          ))}
        </Command.List>
      </Command>
    </div>
  )
}

/** By the beginning of the title, then anywhere in it, then in the summary. */
function rank(_value: string, search: string, [title = '', ...rest]: readonly string[] = []): number {
  const wanted = search.trim().toLowerCase()
  if (title.toLowerCase().startsWith(wanted)) return 1
  if (title.toLowerCase().includes(wanted)) return 0.8
  return rest.some((text) => text.toLowerCase().includes(wanted)) ? 0.4 : 0
}

interface KindGroupProps {
  readonly heading: string
  readonly kinds: readonly KindDescriptor[]
  onAdd(kind: KindDescriptor): void
  onClose(): void
}

function KindGroup({ heading, kinds, onAdd, onClose }: KindGroupProps) {
  if (kinds.length === 0) return null
  const drag = (event: DragEvent, kind: KindDescriptor) => {
    event.dataTransfer.setData(DRAGGED_KIND, kind.kind)
    event.dataTransfer.effectAllowed = 'copy'
    // The list would hide the place where the node is to fall; a frame later, since the drag needs its source to begin.
    requestAnimationFrame(onClose)
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
          <span className="meta cut">{kind.summary}</span>
        </Command.Item>
      ))}
    </Command.Group>
  )
}
