import { Pencil, RotateCcw } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { toast } from 'sonner'
import type { VersionSummary } from '#shared/ipc/views/draft-views.ts'
import { bridge, errorSentence } from '../bridge/bridge.ts'
import { IconButton } from '../parts/icon-button.tsx'
import { useDocument } from '../state/documents.ts'
import { type Comparison, compare } from './comparison.ts'
import { restoreVersion } from './restore-version.ts'
import { titleOfVersion, whenWords } from './version-words.ts'

/** The versions of a file: choose one to compare with, name it, or take it back. */
export function VersionList({ comparison }: { readonly comparison: Comparison }) {
  const { versions, ref } = comparison
  const [naming, setNaming] = useState<string>()
  const [named, setNamed] = useState<string>()
  const done = (id: string) => {
    setNaming(undefined)
    setNamed(id)
  }
  return (
    <>
      <h3 className="versions-heading">Saved before</h3>
      {versions.length === 0 && <p className="hint">Each Save keeps a version here.</p>}
      <ol className="version-list" aria-label="Versions">
        {versions.map((version) => (
          <li key={version.id} className={comparison.from === version.id ? 'version shown' : 'version'}>
            {naming === version.id ? (
              <NameField documentRef={ref} version={version} onDone={() => done(version.id)} />
            ) : (
              <VersionRow
                comparison={comparison}
                version={version}
                wasNamed={named === version.id}
                onName={() => setNaming(version.id)}
              />
            )}
          </li>
        ))}
      </ol>
      <p className="hint">The newest hundred are kept on this computer, and every one that has a name.</p>
    </>
  )
}

interface VersionRowProps {
  readonly comparison: Comparison
  readonly version: VersionSummary
  /** The field in its place has just gone, and the focus with it. */
  readonly wasNamed: boolean
  readonly onName: () => void
}

function VersionRow({ comparison, version, wasNamed, onName }: VersionRowProps) {
  const row = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (wasNamed && document.activeElement === document.body) row.current?.focus()
  }, [wasNamed])
  const saved = useDocument(comparison.ref)?.saved?.hash === version.hash
  const title = titleOfVersion(version)
  return (
    <>
      <button
        ref={row}
        type="button"
        className="version-row"
        aria-pressed={comparison.from === version.id}
        onClick={() => compare({ from: version.id })}
      >
        <span className="version-time tabular">{whenWords(version.at)}</span>
        <span className={version.name === undefined ? 'cut' : 'cut version-name'}>{title}</span>
        {saved && <span className="meta">saved now</span>}
      </button>
      <IconButton icon={Pencil} label={`Name the version “${title}”`} small onClick={onName} />
      <IconButton
        icon={RotateCcw}
        label={`Restore the version “${title}”`}
        small
        onClick={() => void restoreVersion(comparison.ref, version)}
      />
    </>
  )
}

interface NameFieldProps {
  readonly documentRef: string
  readonly version: VersionSummary
  readonly onDone: () => void
}

function NameField({ documentRef, version, onDone }: NameFieldProps) {
  const [name, setName] = useState(version.name ?? '')
  const keep = async () => {
    onDone()
    if (name.trim() === (version.name ?? '')) return
    await bridge
      .call('versions.name', { ref: documentRef, id: version.id, name })
      .catch((error: unknown) => toast.error(errorSentence(error)))
  }
  return (
    <input
      className="input"
      aria-label="Name of the version"
      placeholder="Before the rewrite"
      maxLength={200}
      // biome-ignore lint/a11y/noAutofocus: the person has just asked for this field
      autoFocus
      value={name}
      onChange={(event) => setName(event.target.value)}
      onBlur={() => void keep()}
      onKeyDown={(event) => {
        if (event.key === 'Enter') void keep()
        if (event.key === 'Escape') onDone()
      }}
    />
  )
}
