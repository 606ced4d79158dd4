import { Tooltip } from 'radix-ui'
import type { FocusEvent, ReactNode } from 'react'
import { focusCameByTab } from '../actions/focus-came-by.ts'
import { ActionKeys, Keys } from './keys.tsx'

export interface TipProps {
  readonly label: string
  /** The action it does: its shortcut stands beside the name. */
  readonly action?: string | undefined
  /** Keys that are no action's. */
  readonly keys?: string | undefined
  readonly side?: 'top' | 'bottom' | 'left' | 'right'
  /** One element that takes a ref. */
  readonly children: ReactNode
}

/** The name and shortcut of an icon that stands alone. */
export function Tip({ label, action, keys, side = 'bottom', children }: TipProps) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger asChild onFocus={unlessByTab}>
        {children}
      </Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content className="tooltip" side={side} sideOffset={4} collisionPadding={8}>
          {label}
          {keys && <Keys keys={keys} />}
          {action && <ActionKeys action={action} />}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  )
}

/** A menu or a dialog that closes gives the focus back: the name of what it was opened by would then lie over what stands beside it. */
function unlessByTab(event: FocusEvent): void {
  if (!focusCameByTab()) event.preventDefault()
}
