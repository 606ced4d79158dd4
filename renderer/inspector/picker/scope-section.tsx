/** At the end of the settings: what can be named here, to be dragged into the fields above, or put into the one that was used last. */
import { useId, useMemo, useState } from 'react'
import { toast } from 'sonner'
import { insertIntoLast } from '../editor/last-editor.ts'
import { DataRunMenu } from '../preview/data-run-menu.tsx'
import { Section } from '../run/section.tsx'
import type { Place } from '../scope/known-scope.ts'
import { useValueTree } from './use-value-tree.ts'
import { useScope } from './value-picker.tsx'
import { rowId, ValueRows } from './value-rows.tsx'

export interface ScopeSectionProps {
  readonly documentRef: string
  readonly nodeId: string
}

export function ScopeSection({ documentRef, nodeId }: ScopeSectionProps) {
  const place = useMemo<Place>(() => ({ documentRef, nodeId }), [documentRef, nodeId])
  return (
    <div className="form-edges scope-section">
      <span className="scope-run">
        <DataRunMenu documentRef={documentRef} />
      </span>
      <Section title="Values" open={false}>
        <ScopeTree place={place} />
      </Section>
    </div>
  )
}

const FIRST_OPEN = ['nodes', 'args']

function ScopeTree({ place }: { readonly place: Place }) {
  const id = useId()
  const [inside, setInside] = useState(false)
  const tree = useValueTree({ root: useScope(place), query: '', open: FIRST_OPEN })
  const { active } = tree
  const insert = (reference: string) => {
    if (!insertIntoLast(reference)) toast('Put the caret into a field first, or drag the value there.')
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of tree rows that takes the focus as one
    <div
      role="group"
      aria-label="Values, to be dragged into a field"
      className="scope-tree"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the rows are walked by the arrows from here
      tabIndex={0}
      aria-activedescendant={inside && active ? rowId(id, active.key) : undefined}
      onFocus={() => setInside(true)}
      onBlur={() => setInside(false)}
      onKeyDown={(event) => {
        if (tree.hear(event) || event.key !== 'Enter' || !active || active.more > 0) return
        event.preventDefault()
        insert(active.key)
      }}
    >
      <ValueRows
        id={id}
        label="Values"
        rows={tree.rows}
        activeKey={inside ? active?.key : undefined}
        onToggle={tree.toggle}
        onPick={(row) => (row.expandable ? tree.toggle(row) : insert(row.key))}
      />
    </div>
  )
}
