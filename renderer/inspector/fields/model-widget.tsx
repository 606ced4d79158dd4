/** The model of a call: one of the server's, or any name. Empty is the one of the settings. */
import { ChevronDown } from 'lucide-react'
import { Popover } from 'radix-ui'
import { type KeyboardEvent, useEffect, useId, useState } from 'react'
import type { ModelInfo } from '#shared/ipc/views/app-views.ts'
import { bridge, errorSentence } from '../../bridge/bridge.ts'
import { useSettings } from '../../state/settings.ts'
import { FieldFrame } from './field-frame.tsx'
import type { WidgetProps } from './widget-props.ts'

const THOUSAND = 1_000

interface Offered {
  readonly models: readonly ModelInfo[]
  readonly error: string
}

export function ModelWidget({ field, value, problems, onValue }: WidgetProps) {
  const text = typeof value === 'string' ? value : ''
  const fallback = useSettings(({ settings }) => (settings?.demo ? 'Demo model' : (settings?.model ?? '')))
  const [open, setOpen] = useState(false)
  const [at, setAt] = useState(0)
  const listId = useId()
  const { models, error } = useModels(open)
  const shown = models.filter(
    ({ id }) => id.toLowerCase().includes(text.toLowerCase()) || models.some((model) => model.id === text),
  )
  const choose = (id: string) => {
    onValue(id)
    setOpen(false)
  }
  const hear = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      setOpen(true)
      setAt((before) =>
        Math.max(0, Math.min(shown.length - 1, before + (event.key === 'ArrowDown' ? (open ? 1 : 0) : -1))),
      )
    }
    const picked = shown[at]
    if (event.key === 'Enter' && open && picked) choose(picked.id)
    if (event.key === 'Escape' && open) {
      event.stopPropagation()
      setOpen(false)
    }
  }
  return (
    <FieldFrame title={field.title} problems={problems}>
      {({ id }) => (
        <Popover.Root open={open} onOpenChange={setOpen}>
          <Popover.Anchor className="combo">
            <input
              id={id}
              className="input"
              role="combobox"
              aria-expanded={open}
              aria-controls={listId}
              aria-autocomplete="list"
              aria-activedescendant={open && shown[at] ? `${listId}-${at}` : undefined}
              spellCheck={false}
              placeholder={fallback}
              value={text}
              onChange={(event) => {
                onValue(event.target.value === '' ? undefined : event.target.value)
                setAt(0)
                setOpen(true)
              }}
              onKeyDown={hear}
            />
            <button
              type="button"
              className="combo-open"
              tabIndex={-1}
              aria-label="Show the models"
              onClick={() => setOpen(!open)}
            >
              <ChevronDown size={12} aria-hidden="true" />
            </button>
          </Popover.Anchor>
          <Popover.Portal>
            <Popover.Content
              className="popover combo-list"
              align="end"
              sideOffset={4}
              onOpenAutoFocus={(event) => event.preventDefault()}
            >
              <div id={listId} role="listbox" aria-label="Models">
                {shown.map((model, index) => (
                  // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and names the active row
                  // biome-ignore lint/a11y/useKeyWithClickEvents: the field hears the keys
                  <div
                    key={model.id}
                    id={`${listId}-${index}`}
                    role="option"
                    aria-selected={index === at}
                    className="option"
                    onClick={() => choose(model.id)}
                  >
                    {model.id}
                    {model.contextTokens !== undefined && (
                      <span className="end">{Math.round(model.contextTokens / THOUSAND)} k</span>
                    )}
                  </div>
                ))}
                {shown.length === 0 && (
                  <p className="option-group">{error || 'The server names no model like that.'}</p>
                )}
              </div>
            </Popover.Content>
          </Popover.Portal>
        </Popover.Root>
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
