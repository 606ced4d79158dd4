/** Stands on the edge under the pointer: a press opens the list of what can go into it. The keyboard selects the edge and presses Tab. */
import { EdgeLabelRenderer, useReactFlow } from '@xyflow/react'
import { Plus } from 'lucide-react'
import { type MouseEvent, useEffect } from 'react'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { useCanvas } from '../canvas-context.ts'
import type { Adding } from '../flow/use-adding.tsx'
import { hoverEdge, useEdgeHover } from './edge-hover.ts'
import { type FlowEdge, SHORT } from './flow-edge.tsx'
import './edge-add.css'

export interface EdgeAddProps {
  readonly workflow: Workflow
  readonly edges: readonly FlowEdge[]
  readonly adding: Adding
  /** The edge's own menu: the button lies on the edge. */
  readonly onMenu: ((event: MouseEvent, edge: FlowEdge) => void) | undefined
}

/** The label of a loop stands in its middle; of a short edge all is needed to grip its ends. */
const ABOVE = 18

export function EdgeAdd({ workflow, edges, adding, onMenu }: EdgeAddProps) {
  const { detail } = useCanvas()
  const flow = useReactFlow()
  const hovered = useEdgeHover((state) => state.edge)
  // After an edit its middle may be elsewhere.
  useEffect(() => {
    if (workflow) hoverEdge(null)
  }, [workflow])
  const edge = hovered ? edges.find(({ id }) => id === hovered.id) : undefined
  const data = edge?.data
  if (!hovered || !edge || !data || detail !== 'full') return null
  const y = hovered.y - (data.loop || hovered.length < SHORT ? ABOVE : 0)
  const open = () => {
    hoverEdge(null)
    adding.openAt(flow.flowToScreenPosition({ x: hovered.x, y }), { split: data.index })
  }
  return (
    <EdgeLabelRenderer>
      <button
        type="button"
        className="edge-add nodrag nopan"
        aria-label="Insert a node"
        title="Insert a node (select the edge, then Tab)"
        tabIndex={-1}
        style={{ left: hovered.x, top: y }}
        onClick={open}
        onContextMenu={(event) => onMenu?.(event, edge)}
        onPointerLeave={({ relatedTarget }) => {
          const on = relatedTarget instanceof Element && relatedTarget.closest<SVGElement>('.react-flow__edge')
          if (!on || on.dataset.id !== hovered.id) hoverEdge(null)
        }}
      >
        <Plus size={12} aria-hidden="true" />
      </button>
    </EdgeLabelRenderer>
  )
}
