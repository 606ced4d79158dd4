import { type ReactNode, useId } from 'react'

interface LabelledFieldProps {
  readonly label: string
  /** What it means, and what stands beside that. */
  readonly hint: ReactNode
  readonly hintClass?: string
  /** The input: `id` joins it to its label, `aria-describedby` to its hint. */
  children(joined: { readonly id: string; readonly 'aria-describedby': string }): ReactNode
}

export function LabelledField({ label, hint, hintClass = 'hint', children }: LabelledFieldProps) {
  const id = useId()
  const hintId = `${id}-hint`
  return (
    <div className="field">
      <label className="label" htmlFor={id}>
        {label}
      </label>
      {children({ id, 'aria-describedby': hintId })}
      <p className={hintClass} id={hintId}>
        {hint}
      </p>
    </div>
  )
}
