interface RadioBarProps<T extends string> {
  readonly value: T
  readonly options: readonly { readonly value: T; readonly label: string }[]
  readonly label?: string
  /** Id of what names it, in place of `label`. */
  readonly labelledBy?: string
  onChoose(value: T, event: React.MouseEvent): void
}

/** One of a few, all in sight; each is reached by Tab. */
export function RadioBar<T extends string>({ value, options, label, labelledBy, onChoose }: RadioBarProps<T>) {
  return (
    <div className="segmented" role="radiogroup" aria-label={label} aria-labelledby={labelledBy}>
      {options.map((option) => (
        // biome-ignore lint/a11y/useSemanticElements: a segmented control
        <button
          key={option.value}
          type="button"
          role="radio"
          aria-checked={option.value === value}
          onClick={(event) => onChoose(option.value, event)}
        >
          {option.label}
        </button>
      ))}
    </div>
  )
}
