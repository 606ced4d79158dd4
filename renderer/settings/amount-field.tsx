import { useId } from 'react'

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
  const id = useId()
  return (
    <div className="field">
      <label className="label" htmlFor={id}>
        {label}
      </label>
      <span className="settings-amount">
        <input
          id={id}
          className="input tabular"
          inputMode="numeric"
          placeholder={placeholder}
          aria-describedby={`${id}-hint`}
          value={value}
          onChange={(event) => onText(event.target.value)}
        />
        {unit}
      </span>
      <p className="hint" id={`${id}-hint`}>
        {hint}
      </p>
    </div>
  )
}
