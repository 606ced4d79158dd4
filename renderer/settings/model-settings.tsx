import { useState } from 'react'
import type { SettingsView } from '#shared/ipc/views/app-views.ts'
import { errorSentence } from '../bridge/bridge.ts'
import { changeSettings } from '../state/settings.ts'
import { ModelField, useModels } from './model-field.tsx'
import { type Said, SaveRow, savedSaid } from './said.tsx'
import { BaseUrlField, ContextField, KeyField } from './server-fields.tsx'
import { useTyped } from './use-typed.ts'

/** Where the model is, its key, and which one of its list. Saved as a whole, checked by asking the server. */
export function ModelSettings({ settings }: { readonly settings: SettingsView }) {
  const { fields, unsaved, type, forget } = useTyped('model', {
    baseUrl: settings.baseUrl,
    apiKey: '',
    model: settings.model,
    contextTokens: String(settings.contextTokens),
  })
  const { baseUrl, apiKey, model, contextTokens } = fields
  const [said, setSaid] = useState<Said>()
  const offered = useModels(settings, baseUrl, apiKey)
  const choose = (next: string) => {
    const known = offered.models.find((each) => each.id === next)?.contextTokens
    type({ model: next, ...(known && { contextTokens: String(known) }) })
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
    if (came.good) forget()
    setSaid(came)
  }
  const forgetKey = () =>
    changeSettings({ apiKey: '' }).catch((error: unknown) => setSaid({ good: false, sentence: errorSentence(error) }))
  const locked = (name: string) => settings.overridden.includes(name)
  return (
    <form onSubmit={(event) => void save(event)} onChange={() => setSaid(undefined)}>
      {settings.demo && (
        <p className="hint settings-demo">
          The built-in demo model answers now: it needs no server, and says that it is a demo wherever its text shows.
        </p>
      )}
      <BaseUrlField value={baseUrl} locked={locked('OPENAI_BASE_URL')} onText={(text) => type({ baseUrl: text })} />
      <KeyField
        settings={settings}
        value={apiKey}
        locked={locked('OPENAI_API_KEY')}
        onText={(text) => type({ apiKey: text })}
        onForget={() => void forgetKey()}
      />
      <ModelField model={model} offered={offered} locked={locked('SLASHFLOW_MODEL')} onChange={choose} />
      <ContextField value={contextTokens} onText={(text) => type({ contextTokens: text })} />
      <SaveRow said={said} unsaved={unsaved} />
    </form>
  )
}
