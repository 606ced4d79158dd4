/** The tools of the canvas, floating at its lower left. */
import { useStore } from '@xyflow/react'
import {
  Hand,
  LayoutDashboard,
  type LucideIcon,
  Maximize,
  Minus,
  MousePointer2,
  Plus,
  Redo2,
  StickyNote,
  Undo2,
} from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { memo } from 'react'
import { isAvailable, listedActions } from '../../actions/action-list.ts'
import { IconButton } from '../../parts/icon-button.tsx'
import { ActionKeys } from '../../parts/keys.tsx'
import { redoDocument, undoDocument, useDocumentPart } from '../../state/documents.ts'
import type { Tool } from '../canvas-commands.ts'
import './palette.css'

export interface EditToolbarProps {
  readonly documentRef: string
  readonly tool: Tool
}

/** The icon alone stands for its action: name, keys and deed come from there. */
function ActionButton({
  id,
  icon,
  pressed,
}: {
  readonly id: string
  readonly icon: LucideIcon
  readonly pressed?: boolean
}) {
  const action = listedActions().find((each) => each.id === id)
  if (!action) return null
  return (
    <IconButton
      icon={icon}
      label={action.label}
      action={id}
      side="top"
      aria-pressed={pressed}
      onClick={action.perform}
    />
  )
}

export const EditToolbar = memo(function EditToolbar({ documentRef, tool }: EditToolbarProps) {
  const undoable = useDocumentPart(documentRef, (document) => document?.past.length ?? 0)
  const redoable = useDocumentPart(documentRef, (document) => document?.future.length ?? 0)
  return (
    <div className="toolbar" role="toolbar" aria-label="Canvas">
      <ActionButton id="select-tool" icon={MousePointer2} pressed={tool === 'select'} />
      <ActionButton id="hand-tool" icon={Hand} pressed={tool === 'hand'} />
      <ActionButton id="add-node" icon={Plus} />
      <ActionButton id="add-note" icon={StickyNote} />
      <ActionButton id="tidy" icon={LayoutDashboard} />
      <span className="toolbar-rule" />
      <IconButton
        icon={Undo2}
        label="Undo"
        action="undo"
        side="top"
        disabled={undoable === 0}
        onClick={() => undoDocument(documentRef)}
      />
      <IconButton
        icon={Redo2}
        label="Redo"
        action="redo"
        side="top"
        disabled={redoable === 0}
        onClick={() => redoDocument(documentRef)}
      />
      <span className="toolbar-rule" />
      <ZoomMenu />
    </div>
  )
})

export const RunToolbar = memo(function RunToolbar() {
  return (
    <div className="toolbar" role="toolbar" aria-label="Canvas">
      <ActionButton id="zoom-out" icon={Minus} />
      <ZoomMenu />
      <ActionButton id="zoom-in" icon={Plus} />
      <ActionButton id="fit" icon={Maximize} />
    </div>
  )
})

const ZOOMS = ['zoom-in', 'zoom-out', 'zoom-100', 'fit', 'zoom-selection']

function ZoomMenu() {
  const percent = useStore(({ transform }) => Math.round(transform[2] * 100))
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger className="zoom-figure" aria-label={`Zoom, ${percent} %`}>
        {percent}%
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="popover zoom-menu" side="top" sideOffset={8}>
          {listedActions()
            .filter(({ id }) => ZOOMS.includes(id))
            .map((action) => (
              <DropdownMenu.Item
                key={action.id}
                className="option"
                disabled={!isAvailable(action)}
                onSelect={action.perform}
              >
                {action.label}
                <span className="end">
                  <ActionKeys action={action.id} />
                </span>
              </DropdownMenu.Item>
            ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
