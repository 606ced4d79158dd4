import type { SettingsView } from '#shared/ipc/views/app-views.ts'
import { changeSettings } from '../state/settings.ts'
import { ModelField, useModels } from './model-field.tsx'
import { failedSaid, SaveRow } from './said.tsx'
import { BaseUrlField, ContextField, KeyField } from './server-fields.tsx'
import { useSettingsForm } from './use-settings-form.ts'

/** Where the model is, its key, and which one of its list. Saved as a whole, checked by asking the server. */
export function ModelSettings({ settings }: { readonly settings: SettingsView }) {
  const { fields, said, type, say, save } = useSettingsForm('model', {
    baseUrl: settings.baseUrl,
    apiKey: '',
    model: settings.model,
    contextTokens: String(settings.contextTokens),
  })
  const { baseUrl, apiKey, model, contextTokens } = fields
  const offered = useModels(settings, baseUrl, apiKey)
  const choose = (next: string) => {
    const known = offered.models.find((each) => each.id === next)?.contextTokens
    type({ model: next, ...(known && { contextTokens: String(known) }) })
  }
  const send = (event: React.FormEvent) => {
    event.preventDefault()
    const tokens = Number(contextTokens)
    const isWrong = !Number.isInteger(tokens) || tokens < 256
    void save(
      isWrong
        ? { wrong: 'Context is a whole number of tokens, 256 at least.' }
        : {
            baseUrl: baseUrl.trim(),
            model: model.trim(),
            contextTokens: tokens,
            ...(apiKey !== '' && { apiKey }),
          },
    )
  }
  const forgetKey = () => changeSettings({ apiKey: '' }).catch((error: unknown) => say(failedSaid(error)))
  const locked = (name: string) => settings.overridden.includes(name)
  return (
    <form onSubmit={send} onChange={() => say(undefined)}>
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
      <SaveRow said={said} />
    </form>
  )
}
