/** The model of a call: one of the server's, or any name. Empty is the one of the settings. */
import { useEffect, useState } from 'react'
import type { ModelInfo } from '#shared/ipc/views/app-views.ts'
import { bridge, errorSentence } from '../../bridge/bridge.ts'
import { useSettings } from '../../state/settings.ts'
import { ComboField } from './combo-field.tsx'
import { FieldFrame } from './field-frame.tsx'
import type { WidgetProps } from './widget-props.ts'

const THOUSAND = 1_000

interface Offered {
  readonly models: readonly ModelInfo[]
  readonly error: string
}

export function ModelWidget({ field, value, problems, onValue }: WidgetProps) {
  const fallback = useSettings(({ settings }) => (settings?.demo ? 'Demo model' : (settings?.model ?? '')))
  const [open, setOpen] = useState(false)
  const { models, error } = useModels(open)
  return (
    <FieldFrame title={field.title} problems={problems}>
      {({ id, describedBy }) => (
        <ComboField
          id={id}
          describedBy={describedBy}
          what="models"
          value={typeof value === 'string' ? value : ''}
          placeholder={fallback}
          options={models.map(({ id: name, contextTokens }) => ({
            value: name,
            ...(contextTokens !== undefined && { note: `${Math.round(contextTokens / THOUSAND)} k` }),
          }))}
          empty={error || 'The server names no model like that.'}
          onText={(text) => onValue(text === '' ? undefined : text)}
          onOpen={setOpen}
        />
      )}
    </FieldFrame>
  )
}

/** Asked for when the list is opened: the server may be off, and the node must open all the same. */
function useModels(wanted: boolean): Offered {
  const [offered, setOffered] = useState<Offered>({ models: [], error: '' })
  useEffect(() => {
    if (!wanted) return
    let here = true
    bridge.call('models.list', {}).then(
      (models) => here && setOffered({ models, error: '' }),
      (error: unknown) => here && setOffered({ models: [], error: errorSentence(error) }),
    )
    return () => {
      here = false
    }
  }, [wanted])
  return offered
}
