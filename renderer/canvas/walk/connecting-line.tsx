import { titleOfNode } from '#shared/workflow/title-of-node.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { ActionKeys } from '../../parts/keys.tsx'
import { useShownTab } from '../../state/view.ts'
import { useConnecting } from './connecting.ts'

/** While an edge is drawn by the keyboard: where it begins, and how it goes on. */
export function ConnectingLine({
  documentRef,
  workflow,
}: {
  readonly documentRef: string
  readonly workflow: Workflow
}) {
  const connecting = useConnecting((state) => state.connecting)
  const from = workflow.nodes.find(({ id }) => id === connecting?.from)
  const here = useShownTab()?.nodeId
  if (!connecting || !from || connecting.documentRef !== documentRef) return null
  const refused = connecting.refused?.at === here ? connecting.refused : undefined
  return (
    <p className="canvas-told connecting-line" role="status">
      {refused && <span>{refused.why} </span>}
      Edge from {titleOfNode(from)} by <strong>{connecting.port}</strong>: go to the node it leads to.{' '}
      <ActionKeys action="connect-here" /> joins them
      {connecting.ports.length > 1 && (
        <>
          , <ActionKeys action="connect" /> takes another port
        </>
      )}
      , <ActionKeys action="leave" /> leaves it.
    </p>
  )
}
