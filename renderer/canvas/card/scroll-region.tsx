import type { ReactNode } from 'react'

export interface ScrollRegionProps {
  readonly label: string
  /** Tallest, in px; then it scrolls. */
  readonly most: number
  readonly className: string
  readonly children: ReactNode
}

/** Text that may be longer than its place. It scrolls by the keyboard too, so it takes the focus. */
export function ScrollRegion({ label, most, className, children }: ScrollRegionProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    <section className={`${className} nowheel`} style={{ maxHeight: most }} tabIndex={0} aria-label={label}>
      {children}
    </section>
  )
}
