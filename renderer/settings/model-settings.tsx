import { useEffect, useId, useState } from 'react'
import type { ModelInfo, SettingsView } from '#shared/ipc/views/app-views.ts'
import { bridge, errorSentence } from '../bridge/bridge.ts'
import { changeSettings } from '../state/settings.ts'
import { type Said, SaidLine, savedSaid } from './said.tsx'

/** Where the model is, its key, and which one of its list. Saved as a whole, checked by asking the server. */
export function ModelSettings({ settings }: { readonly settings: SettingsView }) {
  const id = useId()
  const [baseUrl, setBaseUrl] = useState(settings.baseUrl)
  const [apiKey, setApiKey] = useState('')
  const [model, setModel] = useState(settings.model)
  const [contextTokens, setContextTokens] = useState(String(settings.contextTokens))
  const [said, setSaid] = useState<Said>()
  const offered = useModels(settings, baseUrl, apiKey)
  const choose = (next: string) => {
    setModel(next)
    const known = offered.models.find((each) => each.id === next)?.contextTokens
    if (known) setContextTokens(String(known))
  }
  const save = async (event?: React.FormEvent) => {
    event?.preventDefault()
    const tokens = Number(contextTokens)
    if (!Number.isInteger(tokens) || tokens < 256)
      return setSaid({ good: false, sentence: 'Context is a whole number of tokens, 256 at least.' })
    const came = await savedSaid({
      baseUrl: baseUrl.trim(),
      model: model.trim(),
      contextTokens: tokens,
      ...(apiKey !== '' && { apiKey }),
    })
    if (came.good) setApiKey('')
    setSaid(came)
  }
  const forget = () =>
    changeSettings({ apiKey: '' }).catch((error: unknown) => setSaid({ good: false, sentence: errorSentence(error) }))
  const locked = (name: string) => settings.overridden.includes(name)
  return (
    <form onSubmit={(event) => void save(event)} onChange={() => setSaid(undefined)}>
      {settings.demo && (
        <p className="hint settings-demo">
          The built-in demo model answers now: it needs no server, and says that it is a demo wherever its text shows.
        </p>
      )}
      <div className="field">
        <label className="label" htmlFor={`${id}-url`}>
          Base URL
        </label>
        <input
          id={`${id}-url`}
          className="input mono"
          placeholder="http://localhost:11434/v1"
          spellCheck={false}
          autoComplete="off"
          disabled={locked('OPENAI_BASE_URL')}
          aria-describedby={`${id}-url-hint`}
          value={baseUrl}
          onChange={(event) => setBaseUrl(event.target.value)}
        />
        <p className="hint" id={`${id}-url-hint`}>
          Any OpenAI-compatible server: Ollama, LM Studio, vLLM, OpenRouter, OpenAI.
        </p>
      </div>
      <div className="field">
        <label className="label" htmlFor={`${id}-key`}>
          Key
        </label>
        <input
          id={`${id}-key`}
          className="input mono"
          type="password"
          autoComplete="off"
          placeholder={settings.apiKey === 'none' ? 'none' : 'kept; type to replace it'}
          disabled={locked('OPENAI_API_KEY')}
          aria-describedby={`${id}-key-hint`}
          value={apiKey}
          onChange={(event) => setApiKey(event.target.value)}
        />
        <p className="hint settings-key" id={`${id}-key-hint`}>
          {keySentence(settings)}
          {(settings.apiKey === 'store' || settings.apiKey === 'session') && (
            <button type="button" className="button small" onClick={() => void forget()}>
              Forget it
            </button>
          )}
        </p>
      </div>
      <div className="field">
        <label className="label" htmlFor={`${id}-model`}>
          Model
        </label>
        <ModelField
          id={`${id}-model`}
          model={model}
          models={offered.models}
          locked={locked('SLASHFLOW_MODEL')}
          onChange={choose}
        />
        {offered.error ? (
          <p className="wrong" role="alert">
            {offered.error}
          </p>
        ) : (
          <p className="hint">
            {offered.models.length > 0
              ? `${offered.models.length} offered by the server.`
              : 'Give a base URL, and the server’s models are listed here.'}
          </p>
        )}
      </div>
      <div className="field">
        <label className="label" htmlFor={`${id}-context`}>
          Context
        </label>
        <input
          id={`${id}-context`}
          className="input tabular settings-context"
          inputMode="numeric"
          aria-describedby={`${id}-context-hint`}
          value={contextTokens}
          onChange={(event) => setContextTokens(event.target.value)}
        />
        <p className="hint" id={`${id}-context-hint`}>
          Tokens that the model takes. What does not fit is cut, with a note.
        </p>
      </div>
      <p className="settings-save">
        <button type="submit" className="button">
          Save
        </button>
        {said && <SaidLine said={said} />}
      </p>
    </form>
  )
}

interface ModelFieldProps {
  readonly id: string
  readonly model: string
  readonly models: readonly ModelInfo[]
  readonly locked: boolean
  readonly onChange: (model: string) => void
}

/** From the server's list where there is one; else by name. */
function ModelField({ id, model, models, locked, onChange }: ModelFieldProps) {
  if (models.length === 0) {
    return (
      <input
        id={id}
        className="input mono"
        spellCheck={false}
        autoComplete="off"
        disabled={locked}
        value={model}
        onChange={(event) => onChange(event.target.value)}
      />
    )
  }
  const listed = models.some((each) => each.id === model)
  return (
    <select
      id={id}
      className="input mono"
      disabled={locked}
      value={model}
      onChange={(event) => onChange(event.target.value)}
    >
      {!listed && <option value={model}>{model === '' ? 'Choose…' : `${model} (not on this server)`}</option>}
      {models.map((each) => (
        <option key={each.id} value={each.id}>
          {each.id}
          {each.contextTokens ? ` · ${Math.round(each.contextTokens / 1_000)} k` : ''}
        </option>
      ))}
    </select>
  )
}

const ASK_AFTER_MS = 500

/** The server's models, asked for a moment after the last key. */
function useModels(
  settings: SettingsView,
  baseUrl: string,
  apiKey: string,
): { readonly models: readonly ModelInfo[]; readonly error: string } {
  const [answer, setAnswer] = useState<{ readonly models: readonly ModelInfo[]; readonly error: string }>({
    models: [],
    error: '',
  })
  useEffect(() => {
    if (baseUrl.trim() === '') return setAnswer({ models: [], error: '' })
    let wanted = true
    const ask = async () => {
      try {
        const models = await bridge.call('models.list', { baseUrl: baseUrl.trim(), ...(apiKey !== '' && { apiKey }) })
        if (wanted) setAnswer({ models, error: '' })
      } catch (error) {
        if (wanted) setAnswer({ models: [], error: errorSentence(error) })
      }
    }
    const timer = setTimeout(() => void ask(), baseUrl === settings.baseUrl && apiKey === '' ? 0 : ASK_AFTER_MS)
    return () => {
      wanted = false
      clearTimeout(timer)
    }
  }, [baseUrl, apiKey, settings.baseUrl])
  return answer
}

function keySentence({ apiKey, secretStore }: SettingsView): string {
  if (apiKey === 'environment') return 'Taken from OPENAI_API_KEY.'
  if (secretStore === 'session') return 'This machine has no secret store: the key is kept until Slashflow closes.'
  return apiKey === 'store'
    ? 'Kept in the system’s secret store.'
    : 'Will be kept in the system’s secret store, never in a file.'
}
