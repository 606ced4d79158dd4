import { ChevronDown } from 'lucide-react'
import { Collapsible } from 'radix-ui'
import { type ReactNode, useRef } from 'react'

export interface SectionProps {
  readonly title: string
  /** At the right of the title: a size, a count. */
  readonly aside?: ReactNode
  readonly children: ReactNode
  readonly open?: boolean
}

/** A part of the panel under a hairline; folds away. */
export function Section({ title, aside, children, open = true }: SectionProps) {
  const section = useRef<HTMLDivElement>(null)
  // Opened at the panel's lower end, it would show its first rows and no more.
  const bringIntoSight = (now: boolean) =>
    now && requestAnimationFrame(() => section.current?.scrollIntoView({ block: 'nearest' }))
  return (
    <Collapsible.Root ref={section} className="section" defaultOpen={open} onOpenChange={bringIntoSight}>
      <h3>
        <Collapsible.Trigger className="section-head">
          <ChevronDown size={12} aria-hidden="true" />
          <span>{title}</span>
          {aside !== undefined && <span className="section-aside">{aside}</span>}
        </Collapsible.Trigger>
      </h3>
      <Collapsible.Content className="section-body">{children}</Collapsible.Content>
    </Collapsible.Root>
  )
}
