/** Fields with a value of one piece: a number, a switch, a choice, a time. */
import { Switch } from 'radix-ui'
import { useState } from 'react'
import type { Json } from '#shared/json.ts'
import { FieldFrame } from './field-frame.tsx'
import { Segmented } from './segmented.tsx'
import { LineWidget } from './text-widgets.tsx'
import type { WidgetProps } from './widget-props.ts'

const MOST_SEGMENTS = 3
const MOST_SEGMENT_LETTERS = 26

const isExpression = (value: Json | undefined): boolean => typeof value === 'string' && value.includes('{{')

export function NumberWidget(props: WidgetProps) {
  const { field, value, problems, onValue } = props
  if (isExpression(value)) return <LineWidget {...props} />
  const read = (text: string): Json | undefined => {
    if (text.trim() === '') return undefined
    const number = Number(text)
    return Number.isFinite(number) ? number : text
  }
  return (
    <ShortText
      field={field}
      value={value === undefined ? '' : String(value)}
      problems={problems}
      numeric
      means={(text) => String(read(text) ?? '')}
      onText={(text) => onValue(read(text))}
    />
  )
}

export function DurationWidget({ field, value, problems, onValue }: WidgetProps) {
  const text = typeof value === 'string' ? value : ''
  return (
    <ShortText
      field={{ ...field, placeholder: field.placeholder ?? '30s' }}
      value={text}
      problems={problems}
      onText={(next) => onValue(next === '' ? undefined : next)}
    />
  )
}

/** A name that is written as it is: no expression gives it. */
export function WordWidget({ field, value, problems, onValue }: WidgetProps) {
  return (
    <FieldFrame title={field.title} description={field.description} problems={problems}>
      {({ id, describedBy }) => (
        <input
          id={id}
          className="input mono"
          spellCheck={false}
          aria-describedby={describedBy}
          aria-invalid={problems.some(({ severity }) => severity === 'error')}
          value={typeof value === 'string' ? value : ''}
          onChange={(event) => onValue(event.target.value)}
        />
      )}
    </FieldFrame>
  )
}

interface ShortTextProps extends Pick<WidgetProps, 'problems'> {
  readonly field: Pick<WidgetProps['field'], 'title' | 'description' | 'placeholder'>
  readonly value: string
  readonly numeric?: boolean
  /** The value that a text is, as text: `1.` is 1. */
  means?(text: string): string
  onText(text: string): void
}

const asTyped = (text: string): string => text

/** Typed freely: what cannot be a value is told below, by the check of the whole file. */
export function ShortText({ field, value, problems, numeric = false, means = asTyped, onText }: ShortTextProps) {
  const [draft, setDraft] = useState<string>()
  return (
    <FieldFrame title={field.title} description={field.description} problems={problems}>
      {({ id, describedBy }) => (
        <input
          id={id}
          className="input short"
          inputMode={numeric ? 'decimal' : undefined}
          spellCheck={false}
          placeholder={field.placeholder}
          aria-describedby={describedBy}
          aria-invalid={problems.some(({ severity }) => severity === 'error')}
          // An undo may have changed the value since.
          value={draft !== undefined && means(draft) === value ? draft : value}
          onChange={(event) => {
            setDraft(event.target.value)
            onText(event.target.value)
          }}
          onBlur={() => setDraft(undefined)}
        />
      )}
    </FieldFrame>
  )
}

export function SwitchWidget(props: WidgetProps) {
  const { field, value, problems, onValue } = props
  if (isExpression(value)) return <LineWidget {...props} />
  return (
    <FieldFrame title={field.title} problems={problems}>
      {({ id }) => (
        <span className="form-switch">
          <Switch.Root
            id={id}
            className="switch"
            checked={(value ?? field.otherwise) === true}
            onCheckedChange={(checked) =>
              onValue(!field.required && checked === (field.otherwise === true) ? undefined : checked)
            }
          >
            <Switch.Thumb />
          </Switch.Root>
          {field.description && <span className="form-switch-words">{field.description}</span>}
        </span>
      )}
    </FieldFrame>
  )
}

export function ChoiceWidget({ field, value, problems, onValue }: WidgetProps) {
  const counts = value ?? field.otherwise
  const chosen = typeof counts === 'string' ? counts : ''
  const choose = (option: string) =>
    onValue(!field.required && (option === '' || option === field.otherwise) ? undefined : option)
  const narrow = field.options.length <= MOST_SEGMENTS && field.options.join('').length <= MOST_SEGMENT_LETTERS
  return (
    <FieldFrame title={field.title} description={field.description} problems={problems}>
      {({ id }) =>
        narrow ? (
          <Segmented
            label={field.title}
            value={chosen}
            options={field.options.map((option) => ({ value: option, title: option }))}
            onChoose={(option) => choose(option === chosen ? '' : option)}
          />
        ) : (
          <select id={id} className="input" value={chosen} onChange={(event) => choose(event.target.value)}>
            {(chosen === '' || (!field.required && field.otherwise === undefined)) && (
              <option value="">As it comes</option>
            )}
            {field.options.map((option) => (
              <option key={option} value={option}>
                {option}
              </option>
            ))}
          </select>
        )
      }
    </FieldFrame>
  )
}
