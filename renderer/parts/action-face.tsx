/** An action as a row of a menu: its icon, its name, and the keys that the person has for it. */
import type { Action } from '../actions/action.ts'
import { ActionKeys } from './keys.tsx'

interface ActionFaceProps {
  readonly action: Action
  /** Instead of its own, where the place says the rest. */
  readonly label?: string | undefined
}

export function ActionFace({ action, label = action.label }: ActionFaceProps) {
  return (
    <>
      {action.icon && <action.icon size={14} aria-hidden="true" />}
      {label}
      <span className="end">
        <ActionKeys action={action.id} />
      </span>
    </>
  )
}
