/** Rows of a value tree: opened and closed, dragged into a field, picked. */
import { ChevronRight } from 'lucide-react'
import { useEffect } from 'react'
import { carryReference, keepOutOfPlainFields } from '../editor/dragged-reference.ts'
import type { TreeRow } from './tree-rows.ts'
import './value-rows.css'

export interface ValueRowsProps {
  readonly rows: readonly TreeRow[]
  readonly label: string
  readonly id: string
  readonly activeKey: string | undefined
  onToggle(row: TreeRow): void
  onPick(row: TreeRow): void
}

const INDENT = 14

export function ValueRows({ rows, label, id, activeKey, onToggle, onPick }: ValueRowsProps) {
  useEffect(keepOutOfPlainFields, [])
  return (
    <div id={id} role="tree" aria-label={label} className="value-rows">
      {rows.map((row) => (
        // biome-ignore lint/a11y/useFocusableInteractive: what holds the rows keeps the focus and names the active one
        // biome-ignore lint/a11y/useKeyWithClickEvents: what holds the rows hears the keys
        <div
          key={row.key}
          id={rowId(id, row.key)}
          role="treeitem"
          aria-level={row.depth + 1}
          aria-selected={row.key === activeKey}
          {...(row.expandable && { 'aria-expanded': row.expanded })}
          className="value-row"
          style={{ paddingLeft: 6 + row.depth * INDENT }}
          draggable={row.more === 0}
          onDragStart={(event) => carryReference(event, row.key)}
          onClick={() => (row.more === 0 ? onPick(row) : undefined)}
        >
          <span
            className={row.expandable ? 'value-twist' : 'value-twist none'}
            onClick={(event) => {
              event.stopPropagation()
              if (row.expandable) onToggle(row)
            }}
            aria-hidden="true"
          >
            {row.expandable && <ChevronRight size={12} className={row.expanded ? 'down' : ''} />}
          </span>
          <span className="completion-letter">{row.letter}</span>
          <span className="value-name mono">{row.name}</span>
          <span className={row.isWords ? 'value-line cut' : 'value-line mono cut'}>{row.line}</span>
          <span className="value-detail">{row.detail}</span>
        </div>
      ))}
    </div>
  )
}

/** An id has no blanks. */
export const rowId = (id: string, key: string): string => `${id}-${key.replace(/[^\w.[\]]/g, '_')}`
