/** A command's name as it is typed: what is wrong with it is said at once, and not before something was typed. */
import { useWorkspacePath } from '../state/settings.ts'
import { typedName } from './name-problem.ts'
import type { Place } from './name-question.ts'

export interface NameFieldProps {
  readonly value: string
  readonly problem: string | undefined
  /** What is worth knowing of a name that can be had. */
  readonly words?: string | undefined
  onValue(value: string): void
}

export function NameField({ value, problem, words, onValue }: NameFieldProps) {
  return (
    <div className="field">
      <label className="label" htmlFor="command-name">
        Name
      </label>
      <input
        id="command-name"
        className="input mono"
        placeholder="release-notes"
        spellCheck={false}
        autoComplete="off"
        value={value}
        aria-invalid={problem !== undefined}
        aria-describedby="command-name-hint"
        onChange={(event) => onValue(event.target.value)}
      />
      {problem === undefined ? (
        <p id="command-name-hint" className="hint">
          {words ?? `Lower-case words joined by “-”. It is called as /${typedName(value) || 'name'}.`}
        </p>
      ) : (
        <p id="command-name-hint" className="wrong" role="alert">
          {problem}
        </p>
      )}
    </div>
  )
}

export function PlaceField({ value, onValue }: { readonly value: Place; onValue(place: Place): void }) {
  const workspace = useWorkspacePath()
  return (
    <div className="field">
      <label className="label" htmlFor="command-place">
        Kept in
      </label>
      <select
        id="command-place"
        className="input"
        value={value}
        onChange={(event) => onValue(event.target.value === 'workspace' ? 'workspace' : 'user')}
      >
        <option value="user">Yours, in every folder</option>
        {workspace !== '' && <option value="workspace">This folder, in .slashflow</option>}
      </select>
    </div>
  )
}
