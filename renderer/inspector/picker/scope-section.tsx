/** At the end of the settings: what can be named here, to be dragged into the fields above, or put into the one that was used last. */
import { useMemo } from 'react'
import { toast } from 'sonner'
import { insertIntoLast } from '../editor/last-editor.ts'
import { DataRunMenu } from '../preview/data-run-menu.tsx'
import { Section } from '../run/section.tsx'
import type { Place } from '../scope/known-scope.ts'
import { useScope } from './value-picker.tsx'
import { ValueTree } from './value-tree.tsx'

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
  const root = useScope(place)
  return (
    <ValueTree
      label="Values, to be dragged into a field"
      rowsLabel="Values"
      root={root}
      open={FIRST_OPEN}
      onEnter={insert}
      onPick={(row, toggle) => (row.expandable ? toggle(row) : insert(row.key))}
    />
  )
}

function insert(reference: string): void {
  if (!insertIntoLast(reference)) toast('Put the caret into a field first, or drag the value there.')
}
