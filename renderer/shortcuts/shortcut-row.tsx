import { RotateCcw, X } from 'lucide-react'
import { useRef, useState } from 'react'
import type { Action } from '../actions/action.ts'
import { listedActions } from '../actions/action-list.ts'
import { isMac, keyWords } from '../actions/key-words.ts'
import { clashesOf, keysFromStart, type OwnKeys, withKeys } from '../actions/keymap.ts'
import { keysFor, ownKeys } from '../actions/shortcuts.ts'
import { HEARS_ESCAPE } from '../parts/hears-escape.ts'
import { IconButton } from '../parts/icon-button.tsx'
import { Keys } from '../parts/keys.tsx'
import { changeSettings, useSettings } from '../state/settings.ts'
import { saveOwnKeys } from './save-own-keys.ts'
import { useRecordedKeys } from './use-recorded-keys.ts'

export interface ShortcutRowProps {
  readonly action: Action
  readonly recording: boolean
  onRecord(on: boolean): void
}

export function ShortcutRow({ action, recording, onRecord }: ShortcutRowProps) {
  const own = useSettings(({ settings }) => settings?.shortcuts) ?? {}
  const [wanted, setWanted] = useState<string | null>(null)
  const keys = keysFor(action)
  const button = useRef<HTMLButtonElement>(null)
  /** What was pressed goes away with what it asked. */
  const back = () => {
    setWanted(null)
    button.current?.focus()
  }
  const give = (next: readonly string[]) => {
    back()
    save(withKeys(action, next, listedActions(), ownKeys()))
  }
  useRecordedKeys(recording, (pressed) => {
    onRecord(false)
    if (pressed === null || keys[0] === pressed) return
    // The others it has stay: they are further ways to the same.
    if (clashesOf(action, pressed, listedActions(), own).length > 0) setWanted(pressed)
    else give([pressed])
  })
  const shown = keys.map((each) => keyWords(each)).join(' or ')
  return (
    <li className="shortcut-row">
      <span className="shortcut-icon">{action.icon && <action.icon size={14} aria-hidden="true" />}</span>
      <span className="shortcut-name cut">{action.label}</span>
      {own[action.id] !== undefined && (
        <IconButton
          icon={RotateCcw}
          small
          label={`Reset: ${action.label}`}
          onClick={() => give(keysFromStart(action))}
        />
      )}
      {keys.length > 0 && !recording && (
        <IconButton
          icon={X}
          small
          className="shortcut-clear"
          label={`Take the shortcut away: ${action.label}`}
          onClick={() => give([])}
        />
      )}
      <button
        ref={button}
        type="button"
        className="shortcut-keys"
        aria-label={recording ? 'Press the keys, Esc to leave it' : `${action.label}: ${shown || 'none'}. Change`}
        aria-pressed={recording}
        onClick={() => onRecord(!recording)}
        onBlur={() => recording && onRecord(false)}
      >
        {recording ? (
          <span className="hint">Press the keys</span>
        ) : keys.length === 0 ? (
          <span className="hint">None</span>
        ) : (
          keys.map((each) => <Keys key={each} keys={keyWords(each)} />)
        )}
      </button>
      {wanted !== null && (
        <Clash action={action} wanted={wanted} own={own} onTake={() => give([wanted])} onLeave={back} />
      )}
      <KeptByBrowser keys={keys} />
    </li>
  )
}

const save = (shortcuts: OwnKeys): void =>
  void saveOwnKeys(() =>
    changeSettings({ shortcuts: Object.fromEntries(Object.entries(shortcuts).map(([id, keys]) => [id, [...keys]])) }),
  )

interface ClashProps {
  readonly action: Action
  readonly wanted: string
  readonly own: OwnKeys
  onTake(): void
  onLeave(): void
}

function Clash({ action, wanted, own, onTake, onLeave }: ClashProps) {
  const others = clashesOf(action, wanted, listedActions(), own)
  const names = others.map(({ label }) => `“${label}”`).join(', ')
  return (
    <p
      className="shortcut-clash"
      role="alert"
      {...HEARS_ESCAPE}
      onKeyDown={(event) => event.key === 'Escape' && onLeave()}
    >
      <span>
        {keyWords(wanted)} belongs to {names}.
      </span>
      {/* biome-ignore lint/a11y/noAutofocus: the question follows from the keys that were just pressed */}
      <button type="button" className="button small" autoFocus onClick={onTake}>
        Take it
      </button>
      <button type="button" className="button small quiet" onClick={onLeave}>
        Leave it
      </button>
    </p>
  )
}

/** A page never hears of these, whatever it does. */
const BROWSER_KEYS: ReadonlySet<string> = new Set([
  'mod+n',
  'mod+t',
  'mod+w',
  'mod+shift+n',
  'mod+shift+t',
  'mod+shift+w',
])

function KeptByBrowser({ keys }: { readonly keys: readonly string[] }) {
  const inBrowser = useSettings(({ app }) => app?.host === 'web')
  const kept = keys.filter((each) => BROWSER_KEYS.has(each) || (isMac && each === 'mod+q'))
  if (!inBrowser || kept.length === 0) return null
  return (
    <p className="shortcut-clash hint">
      The browser keeps {kept.map((each) => keyWords(each)).join(' and ')} for itself: choose other keys here.
    </p>
  )
}
