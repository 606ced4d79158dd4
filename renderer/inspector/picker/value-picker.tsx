/** Everything that can be named at this node, with the data of a run: searched, walked, and put at the caret. */
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react'
import { useDataRun } from '../../state/data-run.ts'
import { DataRunMenu } from '../preview/data-run-menu.tsx'
import type { Known } from '../scope/known.ts'
import { knownScope, type Place } from '../scope/known-scope.ts'
import { useValueTree } from './use-value-tree.ts'
import { rowId, ValueRows } from './value-rows.tsx'

export interface ValuePickerProps {
  readonly place: Place
  onPick(reference: string): void
}

export function ValuePicker({ place, onPick }: ValuePickerProps) {
  const [query, setQuery] = useState('')
  const id = useId()
  const root = useScope(place)
  const tree = useValueTree({ root, query, open: FIRST_OPEN })
  const { active } = tree
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  useEffect(() => {
    if (active) document.getElementById(rowId(id, active.key))?.scrollIntoView({ block: 'nearest' })
  }, [active, id])
  const hear = (event: KeyboardEvent) => {
    if (tree.hear(event) || event.key !== 'Enter' || event.nativeEvent.isComposing || !active) return
    event.preventDefault()
    if (active.more === 0) onPick(active.key)
  }
  return (
    <>
      <div className="picker-head">
        <input
          ref={field}
          className="input"
          role="combobox"
          aria-label="Search values"
          aria-expanded="true"
          aria-haspopup="tree"
          aria-controls={id}
          aria-activedescendant={active && rowId(id, active.key)}
          placeholder="Search values"
          spellCheck={false}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={hear}
        />
        <DataRunMenu documentRef={place.documentRef} />
      </div>
      <ValueRows
        id={id}
        label="Values"
        rows={tree.rows}
        activeKey={active?.key}
        onToggle={tree.toggle}
        onPick={(row) => onPick(row.key)}
      />
      {tree.rows.length === 0 && <p className="option-group">Nothing in scope is called that.</p>}
      <NoData documentRef={place.documentRef} />
    </>
  )
}

const FIRST_OPEN = ['nodes', 'args']

/** Of the scope as it is now, and again with each event of the run whose data it shows. */
export function useScope(place: Place): Known | undefined {
  const run = useDataRun(place.documentRef)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `run` is a new object whenever anything of the run changed
  return useMemo(() => knownScope(place), [place, run])
}

function NoData({ documentRef }: { readonly documentRef: string }) {
  const run = useDataRun(documentRef)
  if (run?.removed) return <p className="option-group">{run.removed.sentence} Choose another run for its data.</p>
  return run ? null : <p className="option-group">This command has not run yet, so there are names and no values.</p>
}
