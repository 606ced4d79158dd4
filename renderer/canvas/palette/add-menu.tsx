/** What can be added: every kind by group; and at the end of a drawn edge, what fits there, with the nodes that it may go back to. */
import { Command } from 'cmdk'
import { CornerDownRight, type LucideIcon, Trash2, Undo2 } from 'lucide-react'
import { type CSSProperties, type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import type { KindDescriptor } from '#shared/workflow/kind-descriptor.ts'
import type { WorkflowNode } from '#shared/workflow/workflow.ts'
import { Keys } from '../../parts/keys.tsx'
import { useKinds } from '../../state/kinds.ts'
import type { Link } from '../edit/link.ts'
import type { Joins } from '../flow/joins.ts'
import { bestKind, bestNode, EnterKey, fits, KindRows, NODE_ROW, NodeRows, rank } from './add-rows.tsx'
import './palette.css'

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
  /** The container it goes into, in words. Absent where it goes where one says. */
  readonly inside: string | undefined
  readonly joins: Joins
  /** Going back is what the port is for, so it stands first. */
  readonly backFirst: boolean
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
  const { link, head, inside, style, onClose, onInstead, onLeave } = props
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
  const words = inside === undefined ? wordsOf(link) : `Add a node into ${inside}`
  const addable = kinds.filter((kind) => fits(kind, link))
  const { sections, first } = sectionsOf(props, addable, search)
  // It belongs to the canvas and may be larger: over the panels beside it the drawn edge stays in sight.
  return createPortal(
    <div
      ref={menu}
      className="popover add-menu nowheel nopan nodrag"
      style={style}
      role="dialog"
      aria-label={head === undefined ? words : `${words}: ${head}`}
      onKeyDown={hear}
    >
      <Command label="Nodes" loop filter={rank} defaultValue={first}>
        <div className="add-menu-head">
          {head !== undefined && <span className="add-menu-port">{head}</span>}
          <Command.Input autoFocus placeholder={words} value={search} onValueChange={setSearch} />
        </div>
        <Command.List>
          <Command.Empty className="add-menu-empty">No node is called that.</Command.Empty>
          {sections.map(({ rows }) => rows)}
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

interface Section {
  /** How well the best row of it fits what is typed. */
  readonly fit: number
  readonly rows: ReactNode
}

interface Sections {
  readonly sections: readonly Section[]
  /** The row that Enter at once means: it must not remove anything. */
  readonly first: string | undefined
}

/** cmdk sorts the rows of a group, but not the groups: what is called so would stand below what only says so. */
function sectionsOf(props: AddMenuProps, addable: readonly KindDescriptor[], search: string): Sections {
  const { link, head, joins, backFirst, onAdd, onJoin, onRemove, onLeave } = props
  const nodes = (heading: string, list: readonly WorkflowNode[], icon: LucideIcon, meta: string): Section => ({
    fit: bestNode(list, search),
    rows: list.length > 0 && (
      <NodeRows key={heading} heading={heading} nodes={list} icon={icon} meta={meta} onPick={onJoin} />
    ),
  })
  const kinds = (heading: string, list: readonly KindDescriptor[]): Section => ({
    fit: bestKind(list, search),
    rows: <KindRows key={heading} heading={heading} kinds={list} onAdd={onAdd} onDragged={onLeave} />,
  })
  const inOrder = inGroupOrder(addable)
  const groups = GROUPS.map(([group, heading]) => [heading, inOrder.filter((kind) => kind.group === group)] as const)
  const add = head === undefined ? groups.map(([heading, list]) => kinds(heading, list)) : [kinds('Add', inOrder)]
  const back = search === '' ? joins.back.slice(0, BACK_ROWS) : joins.back
  const goBack = nodes('Go back', back, Undo2, 'with its feedback')
  const sections = [
    ...(link.moved === undefined ? [] : [removal(search, onRemove)]),
    ...(backFirst ? [goBack, ...add] : [...add, goBack]),
    nodes('Connect to', search === '' ? [] : joins.on.slice(0, LISTED_JOINS), CornerDownRight, ''),
  ]
  return {
    sections: search === '' ? sections : sections.sort((a, b) => b.fit - a.fit),
    first: backFirst && back[0] ? `${NODE_ROW}${back[0].id}` : inOrder[0]?.kind,
  }
}

const REMOVAL = { value: 'remove edge', keywords: ['Remove the edge'] }

const removal = (search: string, onRemove: () => void): Section => ({
  fit: rank(REMOVAL.value, search, REMOVAL.keywords),
  rows: (
    <Command.Group key="Edge" heading="Edge">
      <Command.Item {...REMOVAL} className="option" onSelect={onRemove}>
        <Trash2 size={14} aria-hidden="true" />
        <span>Remove the edge</span>
        <EnterKey />
      </Command.Item>
    </Command.Group>
  ),
})

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

const inGroupOrder = (kinds: readonly KindDescriptor[]): readonly KindDescriptor[] =>
  GROUPS.flatMap(([group]) => kinds.filter((kind) => kind.group === group))
