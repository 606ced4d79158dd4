/** The fields of the model's server: its address, its key, and how much it takes. */
import { useId } from 'react'
import type { SettingsView } from '#shared/ipc/views/app-views.ts'

interface FieldProps {
  readonly value: string
  /** The environment says it. */
  readonly locked: boolean
  onText(text: string): void
}

export function BaseUrlField({ value, locked, onText }: FieldProps) {
  const id = useId()
  return (
    <div className="field">
      <label className="label" htmlFor={id}>
        Base URL
      </label>
      <input
        id={id}
        className="input mono"
        placeholder="http://localhost:11434/v1"
        spellCheck={false}
        autoComplete="off"
        disabled={locked}
        aria-describedby={`${id}-hint`}
        value={value}
        onChange={(event) => onText(event.target.value)}
      />
      <p className="hint" id={`${id}-hint`}>
        Any OpenAI-compatible server: Ollama, LM Studio, vLLM, OpenRouter, OpenAI.
      </p>
    </div>
  )
}

interface KeyFieldProps extends FieldProps {
  readonly settings: SettingsView
  onForget(): void
}

/** What is typed replaces the key that is kept, which is never shown. */
export function KeyField({ settings, value, locked, onText, onForget }: KeyFieldProps) {
  const id = useId()
  return (
    <div className="field">
      <label className="label" htmlFor={id}>
        Key
      </label>
      <input
        id={id}
        className="input mono"
        type="password"
        autoComplete="off"
        placeholder={settings.apiKey === 'none' ? 'none' : 'kept; type to replace it'}
        disabled={locked}
        aria-describedby={`${id}-hint`}
        value={value}
        onChange={(event) => onText(event.target.value)}
      />
      <p className="hint settings-key" id={`${id}-hint`}>
        {keySentence(settings)}
        {(settings.apiKey === 'store' || settings.apiKey === 'session') && (
          <button type="button" className="button small" onClick={onForget}>
            Forget it
          </button>
        )}
      </p>
    </div>
  )
}

/** In tokens. */
export function ContextField({ value, onText }: Omit<FieldProps, 'locked'>) {
  const id = useId()
  return (
    <div className="field">
      <label className="label" htmlFor={id}>
        Context
      </label>
      <input
        id={id}
        className="input tabular settings-context"
        inputMode="numeric"
        aria-describedby={`${id}-hint`}
        value={value}
        onChange={(event) => onText(event.target.value)}
      />
      <p className="hint" id={`${id}-hint`}>
        Tokens that the model takes. What does not fit is cut, with a note.
      </p>
    </div>
  )
}

function keySentence({ apiKey, secretStore }: SettingsView): string {
  if (apiKey === 'environment') return 'Taken from OPENAI_API_KEY.'
  if (secretStore === 'session') return 'This machine has no secret store: the key is kept until Slashflow closes.'
  return apiKey === 'store'
    ? 'Kept in the system’s secret store.'
    : 'Will be kept in the system’s secret store, never in a file.'
}
