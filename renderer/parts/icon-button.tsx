import type { LucideIcon } from 'lucide-react'
import type { ComponentProps } from 'react'
import { Tip } from './tip.tsx'

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  readonly icon: LucideIcon
  /** Its name, for the tooltip and for screen readers. */
  readonly label: string
  /** The action it does, for its shortcut. */
  readonly action?: string | undefined
  /** Keys that are no action's. */
  readonly keys?: string | undefined
  readonly small?: boolean
  readonly side?: 'top' | 'bottom' | 'left' | 'right'
}

export function IconButton({
  icon: Icon,
  label,
  action,
  keys,
  small = false,
  side = 'bottom',
  className = '',
  ...rest
}: IconButtonProps) {
  return (
    <Tip label={label} action={action} keys={keys} side={side}>
      <button type="button" aria-label={label} className={`icon-button ${small ? 'small' : ''} ${className}`} {...rest}>
        <Icon size={small ? 12 : 14} aria-hidden="true" />
      </button>
    </Tip>
  )
}
