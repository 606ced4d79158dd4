import { type ComponentProps, useLayoutEffect, useRef } from 'react'

export interface GrowFieldProps extends Omit<ComponentProps<'textarea'>, 'onChange' | 'ref'> {
  readonly value: string
  readonly most: number
  onText(text: string): void
}

/** A text field as tall as its text, up to `most` px; then it scrolls. */
export function GrowField({ value, most, onText, ...rest }: GrowFieldProps) {
  const field = useRef<HTMLTextAreaElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text decides the height
  useLayoutEffect(() => {
    const element = field.current
    if (!element) return
    element.style.height = '0'
    element.style.height = `${Math.min(most, element.scrollHeight + 2)}px`
  }, [value, most])
  return (
    <textarea
      ref={field}
      rows={1}
      spellCheck={false}
      value={value}
      onChange={(event) => onText(event.target.value)}
      {...rest}
    />
  )
}
