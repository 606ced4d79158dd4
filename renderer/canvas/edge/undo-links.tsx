/** Lines from nodes to those that undo them: no edge joins them, and without a line nobody would see whose a compensator is. */
import { ViewportPortal } from '@xyflow/react'
import { useMemo } from 'react'
import { UNDO_LABEL, undoLine } from '#shared/drawing/edge-path.ts'
import { useCanvas } from '../canvas-context.ts'
import { areasBeside, type NodesOnCanvas, useAllNodes } from '../flow/all-nodes.ts'
import './undo-links.css'

interface UndoLink {
  readonly from: string
  readonly path: string
  readonly x: number
  readonly y: number
  /** In the run that is shown. */
  readonly isUndone: boolean
}

export function UndoLinks() {
  const all = useAllNodes()
  const { detail } = useCanvas()
  const links = useMemo(() => linksOf(all), [all])
  if (links.length === 0 || detail === 'box') return null
  return (
    <ViewportPortal>
      <svg className="undo-links" aria-hidden="true">
        {links.map(({ from, path, isUndone }) => (
          <path key={from} className={isUndone ? 'undone' : undefined} d={path} />
        ))}
      </svg>
      {detail === 'full' &&
        links.map(({ from, x, y }) => (
          <span
            key={from}
            className="undo-label"
            aria-hidden="true"
            style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
          >
            {UNDO_LABEL}
          </span>
        ))}
    </ViewportPortal>
  )
}

function linksOf(all: NodesOnCanvas): readonly UndoLink[] {
  const undoable = all.nodes.filter(({ data }) => data.view.node.compensate !== undefined)
  return undoable.flatMap((node): readonly UndoLink[] => {
    const { view } = node.data
    const by = all.get(view.node.compensate ?? '')
    if (!by) return []
    const line = undoLine(areasBeside(node, all)(node), areasBeside(by, all)(by))
    return [{ from: node.id, ...line, isUndone: view.glyph === 'compensated' }]
  })
}
