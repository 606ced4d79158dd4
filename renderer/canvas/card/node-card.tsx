/** The question on its node. It tells the canvas how much room it takes; the canvas says whether there is room. */
import { useEffect, useLayoutEffect, useRef } from 'react'
import { useWait } from '../../state/runs.ts'
import { useCanvas } from '../canvas-context.ts'
import { cardShown } from './shown-cards.ts'
import { WaitCard } from './wait-card.tsx'
import './card.css'

const MOST_ON_NODE = 96
const WHOLLY = 0.98

export interface NodeCardProps {
  readonly nodeId: string
  readonly runId: string
  readonly waitId: string
  readonly folded: boolean
}

export function NodeCard({ nodeId, runId, waitId, folded }: NodeCardProps) {
  const { reportCard, reveal, openInInspector } = useCanvas()
  const wait = useWait(runId, waitId)
  const box = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const element = box.current
    if (!element || folded) return
    // The height in the node's own pixels, whatever the zoom.
    const report = () => reportCard(nodeId, element.offsetHeight)
    report()
    const observer = new ResizeObserver(report)
    observer.observe(element)
    return () => observer.disconnect()
  }, [nodeId, folded, reportCard])
  // biome-ignore lint/correctness/useExhaustiveDependencies: once the question is another one, its card is measured anew
  useLayoutEffect(() => () => reportCard(nodeId, null), [nodeId, waitId, reportCard])
  useEffect(() => {
    const element = box.current
    if (!element || folded) return
    let hide: (() => void) | undefined
    // Wholly in sight, or the inspector shows it.
    const observer = new IntersectionObserver(
      ([entry]) => {
        hide?.()
        hide = entry && entry.intersectionRatio > WHOLLY ? cardShown(waitId) : undefined
      },
      { threshold: [WHOLLY, 1] },
    )
    observer.observe(element)
    return () => {
      observer.disconnect()
      hide?.()
    }
  }, [waitId, folded])
  if (!wait) return null
  if (folded) {
    return (
      <button type="button" className="card-folded nodrag nopan" onClick={() => openInInspector(nodeId)}>
        Needs you, open
      </button>
    )
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it hears of the focus of what is in it, and does nothing itself
    <div ref={box} className="node-card" data-scope="window" onFocus={() => reveal(nodeId)}>
      <WaitCard runId={runId} wait={wait} most={MOST_ON_NODE} />
    </div>
  )
}
