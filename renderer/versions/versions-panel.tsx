import { X } from 'lucide-react'
import { useId } from 'react'
import { IconButton } from '../parts/icon-button.tsx'
import { useDocument } from '../state/documents.ts'
import { ChangeList } from './change-list.tsx'
import { type Comparison, closeVersions, compare, type SideName, useCompared } from './comparison.ts'
import { VersionList } from './version-list.tsx'
import { sideWords } from './version-words.ts'
import './versions.css'

/** Beside the canvas: what is compared with what, each change field by field, and the versions there are. */
export function VersionsPanel({ comparison }: { readonly comparison: Comparison }) {
  const compared = useCompared(comparison)
  return (
    <section className="inspector" aria-label="Versions">
      <header className="inspector-head">
        <h2 className="cut">Versions</h2>
        <span className="inspector-kind">not editable while comparing</span>
        <span className="inspector-aside">
          <IconButton icon={X} label="Close the versions" onClick={closeVersions} />
        </span>
      </header>
      <div className="inspector-body versions-body">
        <div className="compare-sides">
          <SideChoice
            comparison={comparison}
            label="From"
            side={comparison.from}
            onSide={(from) => compare({ from })}
          />
          <SideChoice comparison={comparison} label="To" side={comparison.to} onSide={(to) => compare({ to })} />
        </div>
        <p className="compare-words" role="status">
          {compared.diff ? compared.words || 'They are the same.' : 'One of the two cannot be read as a workflow.'}
        </p>
        {compared.diff && <ChangeList compared={compared} diff={compared.diff} documentRef={comparison.ref} />}
        <VersionList comparison={comparison} />
      </div>
    </section>
  )
}

interface SideChoiceProps {
  readonly comparison: Comparison
  readonly label: string
  readonly side: SideName
  readonly onSide: (side: SideName) => void
}

function SideChoice({ comparison, label, side, onSide }: SideChoiceProps) {
  const id = useId()
  const dirty = useDocument(comparison.ref)?.dirty === true
  const names: readonly SideName[] = [
    ...(dirty || side === 'draft' ? ['draft'] : []),
    'saved',
    ...(comparison.committed ? ['committed'] : []),
    ...comparison.versions.map(({ id }) => id),
  ]
  return (
    <div className="compare-side">
      <label className="label" htmlFor={id}>
        {label}
      </label>
      <select id={id} className="input" value={side} onChange={(event) => onSide(event.target.value)}>
        {names.map((name) => (
          <option key={name} value={name}>
            {sideWords(comparison, name)}
          </option>
        ))}
      </select>
    </div>
  )
}
