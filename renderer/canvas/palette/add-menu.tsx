/** What can be added: every kind by group; and at the end of a drawn edge, what fits there, with the nodes that it may go back to. */
import { Command } from 'cmdk'
import { CornerDownRight, Trash2, Undo2 } from 'lucide-react'
import { type CSSProperties, type DragEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { type KindDescriptor, portsOf } from '#shared/workflow/kind-descriptor.ts'
import type { WorkflowNode } from '#shared/workflow/workflow.ts'
import { Keys } from '../../parts/keys.tsx'
import { useKinds } from '../../state/kinds.ts'
import { wayOut } from '../edit/insert-on-edge.ts'
import type { Link } from '../edit/link.ts'
import type { Joins } from '../flow/joins.ts'
import { firstClause } from '../model/first-clause.ts'
import { nodeTitle } from '../model/node-title.ts'
import { KindIcon } from '../node/kind-icon.tsx'
import './palette.css'

export const DRAGGED_KIND = 'application/x-slashflow-kind'
/** It could go into an edge. While something is dragged, only the types of its data can be read. */
export const INSERTABLE_KIND = 'application/x-slashflow-insertable'

const GROUPS: readonly (readonly [KindDescriptor['group'], string])[] = [
  ['model', 'Model'],
  ['tool', 'Tools'],
  ['flow', 'Flow'],
  ['person', 'People'],
  ['output', 'Output'],
  ['entry', 'Entries'],
  ['note', 'Notes'],
]
const BACK_ROWS = 4
const LISTED_JOINS = 50

export interface AddMenuProps {
  readonly link: Link
  /** What it is joined to, in words: the port an edge was drawn from. Absent where nothing is. */
  readonly head: string | undefined
  readonly joins: Joins
  readonly style: CSSProperties
  onAdd(kind: KindDescriptor): void
  onJoin(nodeId: string): void
  /** Takes the edge away whose end was pulled off. */
  onRemove(): void
  onClose(): void
  /** Not into the edge, but by a way of its own. Absent where there is no such choice. */
  readonly onInstead: (() => void) | undefined
  /** The person went on elsewhere: the focus is theirs. */
  onLeave(): void
}

export function AddMenu(props: AddMenuProps) {
  const { link, head, joins, style, onAdd, onJoin, onRemove, onClose, onInstead, onLeave } = props
  const kinds = useKinds(({ list }) => list)
  const [search, setSearch] = useState('')
  const menu = useRef<HTMLDivElement>(null)
  useLeave(menu, onLeave)
  const hear = (event: KeyboardEvent) => {
    event.stopPropagation()
    if (event.key !== 'Escape' && event.key !== 'Tab') return
    event.preventDefault()
    if (event.key === 'Tab' && onInstead) onInstead()
    else onClose()
  }
  const words = wordsOf(link)
  const addable = kinds.filter((kind) => fits(kind, link))
  const back = search === '' ? joins.back.slice(0, BACK_ROWS) : joins.back
  // Enter at once must not remove anything.
  const first = back[0] ? `node ${back[0].id}` : inGroupOrder(addable)[0]?.kind
  // It belongs to the canvas and may be larger: over the panels beside it the drawn edge stays in sight.
  return createPortal(
    <div
      ref={menu}
      className="popover add-menu nowheel nopan nodrag"
      style={style}
      role="dialog"
      aria-label={words}
      onKeyDown={hear}
    >
      <Command label="Nodes" loop filter={rank} defaultValue={first}>
        <div className="add-menu-head">
          {head !== undefined && <span className="add-menu-port">{head}</span>}
          <Command.Input autoFocus placeholder={words} value={search} onValueChange={setSearch} />
        </div>
        <Command.List>
          <Command.Empty className="add-menu-empty">No node is called that.</Command.Empty>
          {link.moved !== undefined && (
            <Command.Group heading="Edge">
              <Command.Item value="remove edge" keywords={['Remove the edge']} className="option" onSelect={onRemove}>
                <Trash2 size={14} aria-hidden="true" />
                <span>Remove the edge</span>
                <EnterKey />
              </Command.Item>
            </Command.Group>
          )}
          {back.length > 0 && (
            <NodeRows heading="Go back" nodes={back} icon={Undo2} meta="with its feedback" onPick={onJoin} />
          )}
          {head === undefined ? (
            GROUPS.map(([group, heading]) => (
              <KindRows
                key={group}
                heading={heading}
                kinds={addable.filter((kind) => kind.group === group)}
                onAdd={onAdd}
                onDragged={onLeave}
              />
            ))
          ) : (
            <KindRows heading="Add" kinds={inGroupOrder(addable)} onAdd={onAdd} onDragged={onLeave} />
          )}
          {search !== '' && joins.on.length > 0 && (
            <NodeRows
              heading="Connect to"
              nodes={joins.on.slice(0, LISTED_JOINS)}
              icon={CornerDownRight}
              meta=""
              onPick={onJoin}
            />
          )}
        </Command.List>
        {onInstead && (
          <button type="button" className="add-menu-foot" tabIndex={-1} onClick={onInstead}>
            Another way beside it instead
            <span className="end">
              <Keys keys="Tab" />
            </span>
          </button>
        )}
      </Command>
    </div>,
    document.body,
  )
}

/** A press outside of it. */
function useLeave(menu: React.RefObject<HTMLDivElement | null>, onLeave: () => void): void {
  const leave = useRef(onLeave)
  leave.current = onLeave
  useEffect(() => {
    const hear = (event: PointerEvent) => {
      if (event.target instanceof Node && !menu.current?.contains(event.target)) leave.current()
    }
    document.addEventListener('pointerdown', hear, true)
    return () => document.removeEventListener('pointerdown', hear, true)
  }, [menu])
}

function wordsOf({ from, to, split }: Link): string {
  if (from) return 'Add what comes next'
  if (to !== undefined) return 'Add what comes before'
  return split === undefined ? 'Add a node' : 'Add between'
}

/** What an edge can lead to, or leave, as the link asks. */
function fits(kind: KindDescriptor, { from, to, split }: Link): boolean {
  const leaves = () => kind.runs && wayOut(portsOf(kind, kind.initialConfig)) !== undefined
  if (to !== undefined) return leaves()
  if (split !== undefined) return leaves() && !kind.entry
  return from === undefined || (kind.runs && !kind.entry)
}

const inGroupOrder = (kinds: readonly KindDescriptor[]): readonly KindDescriptor[] =>
  GROUPS.flatMap(([group]) => kinds.filter((kind) => kind.group === group))

/** By the beginning of the title, then anywhere in it, then in the summary. */
function rank(_value: string, search: string, [title = '', ...rest]: readonly string[] = []): number {
  const wanted = search.trim().toLowerCase()
  if (title.toLowerCase().startsWith(wanted)) return 1
  if (title.toLowerCase().includes(wanted)) return 0.8
  return rest.some((text) => text.toLowerCase().includes(wanted)) ? 0.4 : 0
}

/** On the chosen row only: what Enter would do. */
const EnterKey = () => (
  <span className="end enter-key">
    <Keys keys="Enter" />
  </span>
)

interface NodeRowsProps {
  readonly heading: string
  readonly nodes: readonly WorkflowNode[]
  readonly icon: typeof Undo2
  readonly meta: string
  onPick(nodeId: string): void
}

function NodeRows({ heading, nodes, icon: Icon, meta, onPick }: NodeRowsProps) {
  return (
    <Command.Group heading={heading}>
      {nodes.map((node) => (
        <Command.Item
          key={node.id}
          value={`node ${node.id}`}
          keywords={[nodeTitle(node), node.id]}
          className="option"
          onSelect={() => onPick(node.id)}
        >
          <Icon size={14} aria-hidden="true" />
          <span>{nodeTitle(node)}</span>
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

function KindRows({ heading, kinds, onAdd, onDragged }: KindRowsProps) {
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
