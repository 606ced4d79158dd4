import { Switch } from 'radix-ui'
import { assertNever } from '#shared/assert-never.ts'
import type { FormField } from '#shared/events/form-field.ts'
import type { Json } from '#shared/json.ts'
import { asText } from '#shared/workflow/as-text.ts'
import { EnumOptions } from '../../parts/enum-options.tsx'
import { type Answers, fieldStart, fieldTitle } from './form-values.ts'
import { GrowField } from './grow-field.tsx'

export interface FormFieldsProps {
  readonly fields: readonly FormField[]
  readonly values: Answers
  readonly disabled: boolean
  readonly idPrefix: string
  onValue(name: string, value: Json): void
}

export function FormFields({ fields, values, disabled, idPrefix, onValue }: FormFieldsProps) {
  return fields.map((field) => {
    const id = `${idPrefix}-${field.name}`
    return (
      <div key={field.name} className="card-field">
        <label htmlFor={id}>{fieldTitle(field)}</label>
        <FieldInput
          id={id}
          field={field}
          value={values[field.name] ?? fieldStart(field)}
          disabled={disabled}
          onValue={(value) => onValue(field.name, value)}
        />
        {field.description && <p className="card-hint">{field.description}</p>}
      </div>
    )
  })
}

interface FieldInputProps {
  readonly id: string
  readonly field: FormField
  readonly value: Json
  readonly disabled: boolean
  onValue(value: Json): void
}

function FieldInput({ id, field, value, disabled, onValue }: FieldInputProps) {
  const text = asText(value)
  switch (field.type) {
    case 'boolean':
      return (
        <Switch.Root id={id} className="switch" checked={value === true} disabled={disabled} onCheckedChange={onValue}>
          <Switch.Thumb />
        </Switch.Root>
      )
    case 'enum':
      return (
        <select
          id={id}
          className="input"
          value={text}
          disabled={disabled}
          onChange={(event) => onValue(event.target.value)}
        >
          {!(field.options ?? []).includes(text) && <option value={text}>{text === '' ? 'Choose…' : text}</option>}
          <EnumOptions field={field} />
        </select>
      )
    case 'text':
    case 'json':
      return (
        <GrowField
          id={id}
          className={`input nowheel ${field.type === 'json' ? 'mono' : ''}`}
          most={120}
          value={text}
          disabled={disabled}
          onText={onValue}
        />
      )
    case 'string':
    case 'number':
    case 'file':
    case 'directory':
      return (
        <input
          id={id}
          className={`input ${field.type === 'file' || field.type === 'directory' ? 'mono' : ''}`}
          inputMode={field.type === 'number' ? 'decimal' : undefined}
          spellCheck={false}
          value={text}
          disabled={disabled}
          onChange={(event) => onValue(event.target.value)}
        />
      )
    default:
      return assertNever(field.type, 'form field type')
  }
}
