/** Every action with its keys, by what it is about; a person finds one here, and gives it other keys. */
import { useMemo, useRef, useState } from 'react'
import { ACTION_GROUPS, type Action, type ActionGroup } from '../actions/action.ts'
import { listedActions } from '../actions/action-list.ts'
import { keyWords } from '../actions/key-words.ts'
import { closeOverlay, useOverlay } from '../actions/overlays.ts'
import { keysFor } from '../actions/shortcuts.ts'
import { rank } from '../palette/rank.ts'
import { Modal } from '../parts/modal.tsx'
import { changeSettings, useSettings } from '../state/settings.ts'
import { hasGestures, MouseGestures } from './mouse-gestures.tsx'
import { saveOwnKeys } from './save-own-keys.ts'
import { ShortcutRow } from './shortcut-row.tsx'
import './shortcuts.css'

export function ShortcutsDialog() {
  const open = useOverlay((overlay) => overlay.open === 'shortcuts')
  if (!open) return null
  return <OpenDialog />
}

function OpenDialog() {
  const own = useSettings(({ settings }) => settings?.shortcuts)
  const [search, setSearch] = useState('')
  const [recording, setRecording] = useState<string | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what fits is also found by the keys that the person has
  const groups = useMemo(() => groupsOf(search), [search, own])
  const changed = Object.keys(own ?? {}).length
  const field = useRef<HTMLInputElement>(null)
  const resetAll = () => {
    field.current?.focus() // the button cannot be pressed again
    void saveOwnKeys(() => changeSettings({ shortcuts: {} }))
  }
  return (
    <Modal
      title="Keyboard shortcuts"
      className="shortcuts-dialog"
      open
      onClose={() => closeOverlay('shortcuts')}
      footer={
        <>
          <span className="hint stretch">
            On the graph, arrows go from node to node; with {keyWords('mod')} they move what is selected.
          </span>
          <button type="button" className="button" disabled={changed === 0} onClick={resetAll}>
            Reset all
          </button>
        </>
      }
    >
      <input
        ref={field}
        className="input shortcuts-search"
        type="search"
        aria-label="Search shortcuts"
        placeholder="Search by name or keys"
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
      {groups.length === 0 && !hasGestures(search) && (
        <p className="empty">No action of that name, and none with those keys.</p>
      )}
      {groups.map(([group, actions]) => (
        <section key={group} className="shortcuts-group" aria-label={ACTION_GROUPS[group]}>
          <h3>{ACTION_GROUPS[group]}</h3>
          <ul>
            {actions.map((action) => (
              <ShortcutRow
                key={action.id}
                action={action}
                recording={recording === action.id}
                onRecord={(on) => setRecording(on ? action.id : null)}
              />
            ))}
          </ul>
        </section>
      ))}
      <MouseGestures search={search} />
    </Modal>
  )
}

function groupsOf(search: string): readonly (readonly [ActionGroup, readonly Action[]])[] {
  const fits = (action: Action): boolean =>
    search.trim() === '' ||
    rank(search, action.label, [action.words ?? '', ...keysFor(action).map((keys) => keyWords(keys))]) > 0
  // Whoever shares its keys with another is changed with that.
  const all = listedActions().filter((action) => action.sharesKeysWith === undefined)
  const wanted = search.trim().toLowerCase()
  // Whose keys these are is asked of the keys alone: a loose search would list all that have a Ctrl.
  const withThem = all.filter((action) => keysFor(action).some((keys) => keyWords(keys).toLowerCase() === wanted))
  const listed = withThem.length > 0 ? withThem : all.filter(fits)
  return (Object.keys(ACTION_GROUPS) as ActionGroup[]) // keys() widens
    .map((group) => [group, listed.filter((action) => (action.group ?? 'app') === group)] as const)
    .filter(([, actions]) => actions.length > 0)
}
