import { ToggleGroup } from 'radix-ui'

export interface SegmentedProps {
  readonly label: string
  readonly value: string
  readonly options: readonly { readonly value: string; readonly title: string }[]
  readonly mini?: boolean
  /** Also called with the value that is chosen already. */
  onChoose(value: string): void
}

/** One of a few, all in sight. */
export function Segmented({ label, value, options, mini = false, onChoose }: SegmentedProps) {
  return (
    <ToggleGroup.Root
      type="single"
      className={mini ? 'segmented mini' : 'segmented'}
      aria-label={label}
      value={value}
      onValueChange={(next) => onChoose(next === '' ? value : next)}
    >
      {options.map((option) => (
        <ToggleGroup.Item key={option.value} value={option.value}>
          {option.title}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  )
}
