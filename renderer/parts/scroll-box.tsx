import type { ReactNode } from 'react'

export interface ScrollBoxProps {
  readonly label: string
  readonly className: string
  readonly children: ReactNode
}

/** A named region that scrolls, by the keyboard too. */
export function ScrollBox({ label, className, children }: ScrollBoxProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable without a pointer
    <section className={className} tabIndex={0} aria-label={label}>
      {children}
    </section>
  )
}
