import { Ellipsis } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import type { WorkflowNode } from '#shared/workflow/workflow.ts'
import { duplicateNodes } from '../canvas/edit/add-node.ts'
import { removeWithInner } from '../canvas/flow/remove-nodes.ts'
import { NodeMenuItems } from '../canvas/palette/node-menu-items.tsx'
import { changeDocument } from '../state/documents.ts'
import { useKinds } from '../state/kinds.ts'
import { selectNode } from '../state/view.ts'

export interface NodeMenuProps {
  readonly documentRef: string
  readonly node: WorkflowNode
  readonly runId: string | null
  readonly editable: boolean
}

export function NodeMenu({ documentRef, node, runId, editable }: NodeMenuProps) {
  const one = new Set([node.id])
  const duplicate = () => {
    let copy: string | undefined
    changeDocument(documentRef, (workflow) => {
      const copied = duplicateNodes(workflow, one, [24, 24], useKinds.getState().catalog)
      copy = copied.ids.get(node.id)
      return copied.workflow
    })
    if (copy !== undefined) selectNode(copy)
  }
  const remove = () => {
    removeWithInner(documentRef, one)
    selectNode(null)
  }
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger className="icon-button" aria-label="More for this node">
        <Ellipsis size={14} aria-hidden="true" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="popover menu" align="end" sideOffset={4}>
          <NodeMenuItems
            documentRef={documentRef}
            node={node}
            runId={runId}
            editable={editable}
            onDuplicate={duplicate}
            onDelete={remove}
          />
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
