import { DropdownMenu } from 'radix-ui'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { useFocusBack } from '../../parts/focus-back.ts'
import { ActionItems } from './action-items.tsx'
import { openCanvasMenu, useCanvasMenu } from './canvas-menu-state.ts'
import { NodeMenuItems } from './node-menu-items.tsx'

export interface CanvasContextMenuProps {
  readonly workflow: Workflow
  readonly runId: string | null
}

/** The menu of a node, of an edge, or of the canvas, where the pointer asked for it. */
export function CanvasContextMenu({ workflow, runId }: CanvasContextMenuProps) {
  const open = useCanvasMenu((menu) => menu.open)
  const giveFocusBack = useFocusBack(open !== null)
  if (!open) return null
  const place = open.edge === undefined ? 'canvas' : 'edge'
  const node = workflow.nodes.find(({ id }) => id === open.nodeId)
  return (
    <DropdownMenu.Root open onOpenChange={(next) => !next && openCanvasMenu(null)}>
      <DropdownMenu.Trigger asChild>
        <span className="menu-anchor" style={{ left: open.x, top: open.y }} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          className="popover menu"
          aria-label={node ? 'Node' : place === 'edge' ? 'Edge' : 'Canvas'}
          // Beside the pointer it may move up; below it, a long one would end outside of the window.
          side="right"
          align="start"
          sideOffset={2}
          collisionPadding={8}
          onCloseAutoFocus={giveFocusBack}
        >
          {node ? <NodeMenuItems node={node} runId={runId} /> : <ActionItems place={place} />}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
