import { DropdownMenu } from 'radix-ui'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { canvasCommands } from '../canvas-commands.ts'
import { NodeMenuItems } from './node-menu-items.tsx'
import { openNodeMenu, useNodeMenu } from './node-menu-state.ts'

export interface NodeContextMenuProps {
  readonly documentRef: string
  readonly workflow: Workflow
  readonly runId: string | null
  readonly editable: boolean
}

/** The menu of a node, where the pointer asked for it. */
export function NodeContextMenu({ documentRef, workflow, runId, editable }: NodeContextMenuProps) {
  const open = useNodeMenu((menu) => menu.open)
  const node = open && workflow.nodes.find(({ id }) => id === open.nodeId)
  if (!open || !node) return null
  return (
    <DropdownMenu.Root open onOpenChange={(next) => !next && openNodeMenu(null)}>
      <DropdownMenu.Trigger asChild>
        <span className="menu-anchor" style={{ left: open.x, top: open.y }} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          className="popover menu"
          align="start"
          sideOffset={2}
          collisionPadding={8}
          onCloseAutoFocus={(event) => event.preventDefault()}
        >
          <NodeMenuItems
            documentRef={documentRef}
            node={node}
            runId={runId}
            editable={editable}
            onDuplicate={() => canvasCommands()?.duplicate()}
            onDelete={() => canvasCommands()?.remove()}
          />
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
