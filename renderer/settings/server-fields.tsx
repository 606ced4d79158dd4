/** The fields of the model's server: its address, its key, and how much it takes. */
import type { SettingsView } from '#shared/ipc/views/app-views.ts'
import { LabelledField } from './labelled-field.tsx'

interface FieldProps {
  readonly value: string
  /** The environment says it. */
  readonly locked: boolean
  onText(text: string): void
}

export function BaseUrlField({ value, locked, onText }: FieldProps) {
  return (
    <LabelledField label="Base URL" hint="Any OpenAI-compatible server: Ollama, LM Studio, vLLM, OpenRouter, OpenAI.">
      {(joined) => (
        <input
          {...joined}
          className="input mono"
          placeholder="http://localhost:11434/v1"
          spellCheck={false}
          autoComplete="off"
          disabled={locked}
          value={value}
          onChange={(event) => onText(event.target.value)}
        />
      )}
    </LabelledField>
  )
}

interface KeyFieldProps extends FieldProps {
  readonly settings: SettingsView
  onForget(): void
}

/** What is typed replaces the key that is kept, which is never shown. */
export function KeyField({ settings, value, locked, onText, onForget }: KeyFieldProps) {
  const hint = (
    <>
      {keySentence(settings)}
      {(settings.apiKey === 'store' || settings.apiKey === 'session') && (
        <button type="button" className="button small" onClick={onForget}>
          Forget it
        </button>
      )}
    </>
  )
  return (
    <LabelledField label="Key" hint={hint} hintClass="hint settings-key">
      {(joined) => (
        <input
          {...joined}
          className="input mono"
          type="password"
          autoComplete="off"
          placeholder={settings.apiKey === 'none' ? 'none' : 'kept; type to replace it'}
          disabled={locked}
          value={value}
          onChange={(event) => onText(event.target.value)}
        />
      )}
    </LabelledField>
  )
}

/** In tokens. */
export function ContextField({ value, onText }: Omit<FieldProps, 'locked'>) {
  return (
    <LabelledField label="Context" hint="Tokens that the model takes. What does not fit is cut, with a note.">
      {(joined) => (
        <input
          {...joined}
          className="input tabular settings-context"
          inputMode="numeric"
          value={value}
          onChange={(event) => onText(event.target.value)}
        />
      )}
    </LabelledField>
  )
}

function keySentence({ apiKey, secretStore }: SettingsView): string {
  if (apiKey === 'environment') return 'Taken from OPENAI_API_KEY.'
  if (secretStore === 'session') return 'This machine has no secret store: the key is kept until Slashflow closes.'
  return apiKey === 'store'
    ? 'Kept in the system’s secret store.'
    : 'Will be kept in the system’s secret store, never in a file.'
}
