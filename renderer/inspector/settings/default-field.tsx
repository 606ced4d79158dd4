/** What a parameter is where nobody gives it. */
import { useState } from 'react'
import type { Json } from '#shared/json.ts'
import { sameJson } from '#shared/same-json.ts'
import { asText } from '#shared/workflow/as-text.ts'
import type { Parameter, ParameterType } from '#shared/workflow/workflow.ts'
import type { FieldPlace } from '../../state/unread-texts.ts'
import { JsonEditor } from '../fields/json-editor.tsx'

export interface DefaultFieldProps {
  readonly id: string
  readonly parameter: Parameter
  /** Where its JSON waits while it cannot be read. */
  readonly place: FieldPlace
  onDefault(value: Json | undefined): void
}

export function DefaultField({ id, parameter, place, onDefault }: DefaultFieldProps) {
  const [draft, setDraft] = useState<string>()
  const { type } = parameter
  if (type === 'json')
    return (
      <JsonEditor
        compact
        label="Default"
        value={parameter.default}
        place={place}
        problems={false}
        onValue={onDefault}
      />
    )
  const text = asText(parameter.default)
  if (type === 'enum' || type === 'boolean') {
    const options = type === 'boolean' ? ['true', 'false'] : (parameter.options ?? [])
    return (
      <select
        id={id}
        className="input"
        value={text}
        onChange={(event) => onDefault(defaultOf(type, event.target.value))}
      >
        <option value="">{withoutDefault(parameter)}</option>
        {options.map((option) => (
          <option key={option} value={option}>
            {option}
          </option>
        ))}
      </select>
    )
  }
  return (
    <input
      id={id}
      className="input"
      placeholder={withoutDefault(parameter)}
      spellCheck={false}
      // An undo may have changed it since.
      value={draft !== undefined && sameJson(defaultOf(type, draft), parameter.default) ? draft : text}
      onChange={(event) => {
        setDraft(event.target.value)
        onDefault(defaultOf(type, event.target.value))
      }}
      onBlur={() => setDraft(undefined)}
    />
  )
}

/** What an empty field means. */
function withoutDefault({ default: value, required }: Parameter): string {
  if (value !== undefined) return 'empty'
  return required === false ? 'none: it may be left out' : 'none: it must be given'
}

/** What cannot be a value of the type yet stays text; the check of the file says so. */
function defaultOf(type: ParameterType, text: string): Json | undefined {
  if (text === '') return undefined
  if (type === 'boolean') return text === 'true'
  return type === 'number' && Number.isFinite(Number(text)) ? Number(text) : text
}
