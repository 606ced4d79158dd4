import { Ellipsis } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import type { WorkflowNode } from '#shared/workflow/workflow.ts'
import { duplicateNodes } from '../canvas/edit/add-node.ts'
import { setNodeField } from '../canvas/edit/change-node.ts'
import { removeNodes } from '../canvas/edit/remove.ts'
import { Keys } from '../parts/keys.tsx'
import { changeDocument } from '../state/documents.ts'
import { selectNode } from '../state/view.ts'

export interface NodeMenuProps {
  readonly documentRef: string
  readonly node: WorkflowNode
}

export function NodeMenu({ documentRef, node }: NodeMenuProps) {
  const one = new Set([node.id])
  const duplicate = () => {
    let copy: string | undefined
    changeDocument(documentRef, (workflow) => {
      const copied = duplicateNodes(workflow, one, [24, 24])
      copy = copied.ids.get(node.id)
      return copied.workflow
    })
    if (copy !== undefined) selectNode(copy)
  }
  const toggle = () =>
    changeDocument(documentRef, (workflow) =>
      setNodeField(workflow, node.id, 'disabled', node.disabled ? undefined : true),
    )
  const remove = () => {
    changeDocument(documentRef, (workflow) => removeNodes(workflow, one))
    selectNode(null)
  }
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger className="icon-button" aria-label="More for this node">
        <Ellipsis size={14} aria-hidden="true" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="popover" align="end" sideOffset={4}>
          <DropdownMenu.Item className="option" onSelect={duplicate}>
            Duplicate
          </DropdownMenu.Item>
          <DropdownMenu.Item className="option" onSelect={toggle}>
            {node.disabled ? 'Enable' : 'Disable'}
          </DropdownMenu.Item>
          <DropdownMenu.Item className="option" onSelect={remove}>
            Delete
            <span className="end">
              <Keys keys="Del" />
            </span>
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
