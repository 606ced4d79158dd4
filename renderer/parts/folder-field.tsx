import { useEffect, useId, useState } from 'react'
import { bridge } from '../bridge/bridge.ts'
import './folder-field.css'

export interface FolderFieldProps {
  readonly label: string
  readonly onChosen: (path: string) => void
}

/** A path typed by hand, completed with the folders that exist: for hosts without a folder dialog. */
export function FolderField({ label, onChosen }: FolderFieldProps) {
  const [path, setPath] = useState('')
  const [at, setAt] = useState(-1)
  const folders = useFolders(path)
  const listId = useId()
  const complete = (folder: string) => {
    setPath(folder.endsWith('/') ? folder : `${folder}/`)
    setAt(-1)
  }
  const hear = (event: React.KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const picked = folders[at]
    if (step !== undefined && folders.length > 0) setAt((now) => Math.max(-1, Math.min(folders.length - 1, now + step)))
    else if (event.key === 'Tab' && !event.shiftKey && folders.length > 0) complete(picked ?? folders[0] ?? path)
    else if (event.key === 'Enter') onChosen((picked ?? path).replace(/(.)\/$/, '$1'))
    else return
    event.preventDefault()
  }
  return (
    <div className="folder-field">
      <input
        className="input mono"
        role="combobox"
        aria-label={label}
        aria-expanded={folders.length > 0}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={at >= 0 ? `${listId}-${at}` : undefined}
        placeholder="/path/to/a/folder"
        spellCheck={false}
        autoComplete="off"
        value={path}
        onChange={(event) => {
          setPath(event.target.value)
          setAt(-1)
        }}
        onKeyDown={hear}
      />
      <div id={listId} role="listbox" aria-label="Folders" className="folder-list">
        {folders.map((folder, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the focus and hears the keys
          <div
            key={folder}
            id={`${listId}-${index}`}
            role="option"
            aria-selected={index === at}
            tabIndex={-1}
            className="option mono"
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => complete(folder)}
          >
            <span className="cut">
              <bdi>{folder}</bdi>
            </span>
          </div>
        ))}
      </div>
      <p className="hint">
        Tab completes, Enter takes it.
        <button
          type="button"
          className="button small"
          disabled={path.trim() === ''}
          onClick={() => onChosen(path.trim().replace(/(.)\/$/, '$1'))}
        >
          Use this folder
        </button>
      </p>
    </div>
  )
}

const SHOWN_FOLDERS = 8

function useFolders(prefix: string): readonly string[] {
  const [folders, setFolders] = useState<readonly string[]>([])
  useEffect(() => {
    let wanted = true
    const read = async () => {
      const found = await bridge.call('workspace.folders', { prefix })
      if (wanted) setFolders(found.filter((folder) => folder !== prefix).slice(0, SHOWN_FOLDERS))
    }
    void read().catch(() => wanted && setFolders([])) // a path that cannot be read completes to nothing
    return () => {
      wanted = false
    }
  }, [prefix])
  return folders
}
