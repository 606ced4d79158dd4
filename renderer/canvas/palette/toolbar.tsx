/** The tools of the canvas, floating at its lower left. */
import { useReactFlow, useStore } from '@xyflow/react'
import { Hand, LayoutDashboard, Maximize, Minus, MousePointer2, Plus, Redo2, Undo2 } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import type { KindDescriptor } from '#shared/workflow/kind-descriptor.ts'
import { keysOf } from '../../actions/shortcuts.ts'
import { IconButton } from '../../parts/icon-button.tsx'
import { Keys } from '../../parts/keys.tsx'
import { Tip } from '../../parts/tip.tsx'
import { redoDocument, undoDocument, useDocument } from '../../state/documents.ts'
import { useKinds } from '../../state/kinds.ts'
import type { Tool } from '../canvas-commands.ts'
import { KindIcon } from '../node/kind-icon.tsx'
import './palette.css'

export const ZOOM_MS = 240

export interface EditToolbarProps {
  readonly documentRef: string
  readonly tool: Tool
  onTool(tool: Tool): void
  onAddMenu(): void
  onAdd(kind: KindDescriptor): void
  onTidy(): void
  onFit(): void
}

export function EditToolbar({ documentRef, tool, onTool, onAddMenu, onAdd, onTidy, onFit }: EditToolbarProps) {
  const undoable = useDocument(documentRef)?.past.length ?? 0
  const redoable = useDocument(documentRef)?.future.length ?? 0
  const notes = useKinds(({ list }) => list).filter((kind) => kind.shape === 'note')
  return (
    <div className="toolbar" role="toolbar" aria-label="Canvas">
      <IconButton
        icon={MousePointer2}
        label="Select"
        keys="V"
        side="top"
        aria-pressed={tool === 'select'}
        onClick={() => onTool('select')}
      />
      <IconButton
        icon={Hand}
        label="Move the canvas"
        keys="H"
        side="top"
        aria-pressed={tool === 'hand'}
        onClick={() => onTool('hand')}
      />
      <IconButton icon={Plus} label="Add a node" keys="A" side="top" onClick={onAddMenu} />
      {notes.map((kind) => (
        <Tip key={kind.kind} label={`Add: ${kind.title}`} side="top">
          <button type="button" className="icon-button" aria-label={`Add: ${kind.title}`} onClick={() => onAdd(kind)}>
            <KindIcon name={kind.icon} size={14} />
          </button>
        </Tip>
      ))}
      <IconButton icon={LayoutDashboard} label="Tidy" keys="T" side="top" onClick={onTidy} />
      <span className="toolbar-rule" />
      <IconButton
        icon={Undo2}
        label="Undo"
        keys={keysOf('undo')}
        side="top"
        disabled={undoable === 0}
        onClick={() => undoDocument(documentRef)}
      />
      <IconButton
        icon={Redo2}
        label="Redo"
        keys={keysOf('redo')}
        side="top"
        disabled={redoable === 0}
        onClick={() => redoDocument(documentRef)}
      />
      <span className="toolbar-rule" />
      <ZoomMenu onFit={onFit} />
    </div>
  )
}

export function RunToolbar({ onFit }: { readonly onFit: () => void }) {
  const { zoomIn, zoomOut } = useReactFlow()
  return (
    <div className="toolbar" role="toolbar" aria-label="Canvas">
      <IconButton
        icon={Minus}
        label="Zoom out"
        keys="−"
        side="top"
        onClick={() => void zoomOut({ duration: ZOOM_MS })}
      />
      <ZoomMenu onFit={onFit} />
      <IconButton icon={Plus} label="Zoom in" keys="+" side="top" onClick={() => void zoomIn({ duration: ZOOM_MS })} />
      <IconButton icon={Maximize} label="Fit" keys="1" side="top" onClick={onFit} />
    </div>
  )
}

function ZoomMenu({ onFit }: { readonly onFit: () => void }) {
  const percent = useStore(({ transform }) => Math.round(transform[2] * 100))
  const { zoomIn, zoomOut, zoomTo } = useReactFlow()
  const rows = [
    ['Zoom in', '+', () => zoomIn({ duration: ZOOM_MS })],
    ['Zoom out', '−', () => zoomOut({ duration: ZOOM_MS })],
    ['100 %', '0', () => zoomTo(1, { duration: ZOOM_MS })],
    ['Fit', '1', onFit],
  ] as const
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger className="zoom-figure" aria-label={`Zoom, ${percent} %`}>
        {percent}%
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="popover zoom-menu" side="top" sideOffset={8}>
          {rows.map(([label, keys, act]) => (
            <DropdownMenu.Item key={label} className="option" onSelect={() => act()}>
              {label}
              <span className="end">
                <Keys keys={keys} />
              </span>
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
