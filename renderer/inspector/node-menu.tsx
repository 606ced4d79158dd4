import { Ellipsis } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import type { WorkflowNode } from '#shared/workflow/workflow.ts'
import { NodeMenuItems } from '../canvas/palette/node-menu-items.tsx'

export interface NodeMenuProps {
  readonly node: WorkflowNode
  readonly runId: string | null
}

export function NodeMenu({ node, runId }: NodeMenuProps) {
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger className="icon-button" aria-label="More for this node">
        <Ellipsis size={14} aria-hidden="true" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="popover menu" align="end" sideOffset={4}>
          <NodeMenuItems node={node} runId={runId} />
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
