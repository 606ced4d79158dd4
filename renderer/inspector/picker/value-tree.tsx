/** Values as a tree that takes the focus as one: walked by the arrows, each row named as expressions name it. */
import { useId, useState } from 'react'
import type { TreeRow } from './tree-rows.ts'
import { useValueTree, type ValueTreeOptions } from './use-value-tree.ts'
import { rowId, ValueRows } from './value-rows.tsx'

export interface ValueTreeProps extends Omit<ValueTreeOptions, 'query'> {
  readonly label: string
  readonly rowsLabel: string
  /** Enter on a row, by its name. */
  onEnter(reference: string): void
  onPick(row: TreeRow, toggle: (row: TreeRow) => void): void
}

export function ValueTree({ label, rowsLabel, onEnter, onPick, ...options }: ValueTreeProps) {
  const id = useId()
  const [inside, setInside] = useState(false)
  const tree = useValueTree({ ...options, query: '' })
  const { active } = tree
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of tree rows that takes the focus as one
    <div
      role="group"
      aria-label={label}
      className="scope-tree"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the rows are walked by the arrows from here
      tabIndex={0}
      aria-activedescendant={inside && active ? rowId(id, active.key) : undefined}
      onFocus={() => setInside(true)}
      onBlur={() => setInside(false)}
      onKeyDown={(event) => {
        if (tree.hear(event) || event.key !== 'Enter' || !active || active.more > 0) return
        event.preventDefault()
        onEnter(active.key)
      }}
    >
      <ValueRows
        id={id}
        label={rowsLabel}
        rows={tree.rows}
        activeKey={inside ? active?.key : undefined}
        onToggle={tree.toggle}
        onPick={(row) => onPick(row, tree.toggle)}
      />
    </div>
  )
}
