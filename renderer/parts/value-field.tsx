/** One field of a form for a value: a parameter of a command, or what a node asks a person. */

import { Switch } from 'radix-ui'
import { type ReactNode, useId } from 'react'
import type { FormField } from '#shared/events/form-field.ts'
import type { Json } from '#shared/json.ts'
import { asText } from '#shared/workflow/as-text.ts'
import { EnumOptions } from './enum-options.tsx'
import { useFolderNames } from './use-folder-names.ts'

export type ValueFieldSpec = Pick<FormField, 'name' | 'title' | 'description' | 'type' | 'options'> & {
  readonly optionTitles?: readonly string[] | undefined
}

export interface ValueFieldProps {
  readonly field: ValueFieldSpec
  /** As typed; `readValue` makes the value of it. A boolean is `true` or `false`. */
  readonly text: string
  readonly onChange: (text: string) => void
  readonly required: boolean
  readonly error?: string | undefined
  readonly autoFocus?: boolean
}

export function ValueField({ field, text, onChange, required, error, autoFocus = false }: ValueFieldProps) {
  const id = useId()
  return (
    <div className="field">
      <label className="label" htmlFor={id}>
        {field.title ?? field.name}
        {required && <span className="hint"> *</span>}
      </label>
      <Control
        id={id}
        field={field}
        text={text}
        onChange={onChange}
        required={required}
        error={error}
        autoFocus={autoFocus}
      />
      {error ? (
        <p className="wrong" id={`${id}-error`} role="alert">
          {error}
        </p>
      ) : (
        field.description && (
          <p className="hint" id={`${id}-hint`}>
            {field.description}
          </p>
        )
      )}
    </div>
  )
}

function Control({
  id,
  field,
  text,
  onChange,
  required,
  error,
  autoFocus = false,
}: ValueFieldProps & { readonly id: string }): ReactNode {
  const described = error ? `${id}-error` : field.description ? `${id}-hint` : undefined
  const named = {
    id,
    'aria-describedby': described,
    'aria-invalid': error !== undefined,
    'aria-required': required,
    autoFocus,
    spellCheck: false,
  } as const
  const typed = {
    ...named,
    value: text,
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
  }
  switch (field.type) {
    case 'boolean':
      return (
        <span style={{ padding: '6px 0' }}>
          <Switch.Root
            id={id}
            aria-describedby={described}
            className="switch"
            checked={text === 'true'}
            onCheckedChange={(on) => onChange(String(on))}
            autoFocus={autoFocus}
          >
            <Switch.Thumb />
          </Switch.Root>
        </span>
      )
    case 'enum':
      return (
        <select className="input" {...typed}>
          {text === '' && <option value="">Choose…</option>}
          <EnumOptions field={field} />
        </select>
      )
    case 'text':
      return <textarea className="input" rows={4} {...typed} />
    case 'json':
      return <textarea className="input mono" rows={4} placeholder="{ }" {...typed} />
    case 'number':
      return <input className="input tabular" inputMode="decimal" {...typed} />
    case 'directory':
      return <FolderInput {...typed} />
    case 'file':
      return <input className="input mono" placeholder="path in the folder" {...typed} />
    case 'string':
      return <input className="input" {...typed} />
  }
}

function FolderInput(props: {
  readonly id: string
  readonly value: string
  readonly onChange: (event: { target: { value: string } }) => void
}) {
  const folders = useFolderNames(props.value)
  return (
    <>
      <input className="input mono" placeholder="folder in the folder" list={`${props.id}-folders`} {...props} />
      <datalist id={`${props.id}-folders`}>
        {folders.map((folder) => (
          <option key={folder} value={folder} />
        ))}
      </datalist>
    </>
  )
}

export type ReadValue = { readonly value: Json | undefined } | { readonly error: string }

/** The value of what was typed; undefined where nothing was, so that a default can stand. */
export function readValue(field: Pick<ValueFieldSpec, 'type' | 'name'>, text: string, required: boolean): ReadValue {
  if (field.type === 'boolean') return { value: text === 'true' }
  if (text.trim() === '') return required ? { error: 'Give a value.' } : { value: undefined }
  if (field.type === 'number') {
    const number = Number(text)
    return Number.isFinite(number) ? { value: number } : { error: `“${text}” is not a number.` }
  }
  if (field.type !== 'json') return { value: text }
  try {
    return { value: JSON.parse(text) as Json } // JSON.parse gives JSON
  } catch (error) {
    return { error: `Not JSON: ${error instanceof Error ? error.message : String(error)}` }
  }
}

/** What stands in a field before anything is typed. */
export function startText(field: Pick<ValueFieldSpec, 'type'>, value: Json | undefined): string {
  if (value === undefined) return field.type === 'boolean' ? 'false' : ''
  return field.type === 'json' ? JSON.stringify(value, null, 2) : asText(value)
}
