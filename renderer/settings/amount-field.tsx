import { LabelledField } from './labelled-field.tsx'

export interface AmountFieldProps {
  readonly label: string
  /** Behind the number. */
  readonly unit: string
  /** What was typed. */
  readonly value: string
  readonly placeholder?: string
  readonly hint: string
  onText(text: string): void
}

/** A number with its unit and what it means. */
export function AmountField({ label, unit, value, placeholder, hint, onText }: AmountFieldProps) {
  return (
    <LabelledField label={label} hint={hint}>
      {(joined) => (
        <span className="settings-amount">
          <input
            {...joined}
            className="input tabular"
            inputMode="numeric"
            placeholder={placeholder}
            value={value}
            onChange={(event) => onText(event.target.value)}
          />
          {unit}
        </span>
      )}
    </LabelledField>
  )
}
