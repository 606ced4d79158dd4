import { useState } from 'react'
import type { SettingsView } from '#shared/ipc/views/app-views.ts'
import { errorSentence } from '../bridge/bridge.ts'
import { changeSettings } from '../state/settings.ts'
import { ModelField, useModels } from './model-field.tsx'
import { type Said, SaveRow, savedSaid } from './said.tsx'
import { BaseUrlField, ContextField, KeyField } from './server-fields.tsx'

/** Where the model is, its key, and which one of its list. Saved as a whole, checked by asking the server. */
export function ModelSettings({ settings }: { readonly settings: SettingsView }) {
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
      <BaseUrlField value={baseUrl} locked={locked('OPENAI_BASE_URL')} onText={setBaseUrl} />
      <KeyField
        settings={settings}
        value={apiKey}
        locked={locked('OPENAI_API_KEY')}
        onText={setApiKey}
        onForget={() => void forget()}
      />
      <ModelField model={model} offered={offered} locked={locked('SLASHFLOW_MODEL')} onChange={choose} />
      <ContextField value={contextTokens} onText={setContextTokens} />
      <SaveRow said={said} />
    </form>
  )
}
