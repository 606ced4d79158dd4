import { Ban, Check } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import type { WorkflowNode } from '#shared/workflow/workflow.ts'
import { useDocument } from '../../state/documents.ts'
import { canvasCommands } from '../canvas-commands.ts'
import { colorOf } from '../edit/places.ts'
import { NODE_COLORS } from '../model/node-colors.ts'
import './color-items.css'

const NO_COLOR = ''

export interface ColorItemsProps {
  readonly documentRef: string
  readonly node: WorkflowNode
}

/** The colours of a node in a row, of all selected nodes at once. */
export function ColorItems({ documentRef, node }: ColorItemsProps) {
  const now = colorOf(useDocument(documentRef)?.workflow?.layout?.[node.id]) ?? NO_COLOR
  return (
    <DropdownMenu.RadioGroup
      className="color-items"
      aria-label="Colour"
      value={now}
      onValueChange={(name) => canvasCommands()?.color(name === NO_COLOR ? undefined : name)}
    >
      {[NO_COLOR, ...NODE_COLORS].map((name) => (
        <DropdownMenu.RadioItem
          key={name}
          value={name}
          className="color-item"
          title={name === NO_COLOR ? 'No colour' : name}
          aria-label={name === NO_COLOR ? 'No colour' : name}
          style={name === NO_COLOR ? undefined : { background: `var(--tint-${name})` }}
        >
          {name === now && name !== NO_COLOR && <Check size={12} aria-hidden="true" />}
          {name === NO_COLOR && <Ban size={12} aria-hidden="true" />}
        </DropdownMenu.RadioItem>
      ))}
    </DropdownMenu.RadioGroup>
  )
}
