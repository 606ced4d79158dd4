/** Beside several selected nodes: what is done with them together. */
import { useStore } from '@xyflow/react'
import { memo, useMemo } from 'react'
import { isAvailable, listedActions } from '../../actions/action-list.ts'
import { IconButton } from '../../parts/icon-button.tsx'
import { boundsOf } from '../edit/align.ts'
import type { Places } from '../layout/lay-out.ts'
import type { NodeView } from '../model/node-view.ts'
import { barPlace } from './bar-place.ts'
import { useIsDragged } from './drag-marks.tsx'
import { placeOfView } from './first-view.ts'

const BUTTONS: readonly (readonly string[])[] = [
  ['align-left', 'align-centre', 'align-right', 'align-top', 'align-middle', 'align-bottom'],
  ['distribute-horizontal', 'distribute-vertical', 'tidy-selection'],
  ['duplicate-nodes', 'delete'],
]

export interface SelectionBarProps {
  readonly selected: ReadonlySet<string>
  readonly views: ReadonlyMap<string, NodeView>
  /** On the canvas. */
  readonly places: Places | undefined
}

/** Nothing of it follows the view where it does not show. */
export function SelectionBar(props: SelectionBarProps) {
  return props.selected.size < 2 ? null : <Bar {...props} />
}

const Bar = memo(function Bar({ selected, views, places }: SelectionBarProps) {
  const bounds = useMemo(
    () => boundsOf([...selected].flatMap((id) => placeOfView(id, places, views) ?? [])),
    [selected, views, places],
  )
  const [x, y, zoom] = useStore(({ transform }) => transform)
  const { width, height } = useStore(sizeOf, sameSize)
  const boxing = useStore(({ userSelectionActive }) => userSelectionActive)
  const dragged = useIsDragged()
  if (!bounds || boxing) return null
  const onScreen = {
    x: bounds.x * zoom + x,
    y: bounds.y * zoom + y,
    width: bounds.width * zoom,
    height: bounds.height * zoom,
  }
  const place = barPlace(onScreen, { width, height })
  if (!place) return null
  // It would lie over where they are to fall.
  const style = { ...place, ...(dragged && { visibility: 'hidden' as const }) }
  return (
    <div className="toolbar selection-bar" role="toolbar" aria-label="Selection" style={style}>
      <Buttons selected={selected} />
    </div>
  )
})

/** Apart from the bar, so that they are not drawn anew while it follows the view. */
const Buttons = memo(function Buttons(_selection: { readonly selected: ReadonlySet<string> }) {
  return BUTTONS.map((group, index) => (
    <span key={group[0]} className="toolbar-group">
      {index > 0 && <span className="toolbar-rule" />}
      {group.map((id) => (
        <ActionButton key={id} id={id} />
      ))}
    </span>
  ))
})

const sizeOf = ({ width, height }: { width: number; height: number }) => ({ width, height })
const sameSize = (a: { width: number; height: number }, b: { width: number; height: number }) =>
  a.width === b.width && a.height === b.height

function ActionButton({ id }: { readonly id: string }) {
  const action = listedActions().find((each) => each.id === id)
  if (!action?.icon) return null
  return (
    <IconButton
      icon={action.icon}
      label={action.label}
      action={id}
      side="top"
      disabled={!isAvailable(action)}
      onClick={action.perform}
    />
  )
}
