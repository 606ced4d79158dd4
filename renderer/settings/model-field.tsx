/** Which model of the server's list answers, and the asking for that list. */
import { useEffect, useId, useState } from 'react'
import type { ModelInfo, SettingsView } from '#shared/ipc/views/app-views.ts'
import { bridge, errorSentence } from '../bridge/bridge.ts'

/** `error`: why there is no list; empty where there is one, or none was asked for. */
export interface OfferedModels {
  readonly models: readonly ModelInfo[]
  readonly error: string
}

interface ModelFieldProps {
  readonly model: string
  readonly offered: OfferedModels
  readonly locked: boolean
  readonly onChange: (model: string) => void
}

export function ModelField({ offered: { models, error }, ...props }: ModelFieldProps) {
  const id = useId()
  return (
    <div className="field">
      <label className="label" htmlFor={id}>
        Model
      </label>
      <NameField id={id} models={models} {...props} />
      {error ? (
        <p className="wrong" role="alert">
          {error}
        </p>
      ) : (
        <p className="hint">
          {models.length > 0
            ? `${models.length} offered by the server.`
            : 'Give a base URL, and the server’s models are listed here.'}
        </p>
      )}
    </div>
  )
}

interface NameFieldProps extends Omit<ModelFieldProps, 'offered'> {
  readonly id: string
  readonly models: readonly ModelInfo[]
}

/** From the server's list where there is one; else by name. */
function NameField({ id, model, models, locked, onChange }: NameFieldProps) {
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
const NONE: OfferedModels = { models: [], error: '' }

/** The server's models, asked for a moment after the last key. */
export function useModels(settings: SettingsView, baseUrl: string, apiKey: string): OfferedModels {
  const [answer, setAnswer] = useState(NONE)
  useEffect(() => {
    if (baseUrl.trim() === '') return setAnswer(NONE)
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
