/** What can be done with a node, in its menu on the canvas and in the inspector. The node is the selected one. */
import { DropdownMenu } from 'radix-ui'
import { toast } from 'sonner'
import type { NodeState } from '#shared/state/run-state.ts'
import type { WorkflowNode } from '#shared/workflow/workflow.ts'
import { editableCanvas } from '../../actions/canvas-actions.ts'
import { errorSentence } from '../../bridge/bridge.ts'
import { ReplayItems } from '../../inspector/run/replay-items.tsx'
import { useKind } from '../../state/kinds.ts'
import { stepRun, stopNode } from '../../state/run-controls.ts'
import { isHeld, isPaused } from '../../state/run-facts.ts'
import { runNow, useNodeState } from '../../state/runs.ts'
import { useShownPath } from '../../state/shown-path.ts'
import { ActionItems } from './action-items.tsx'
import { ColorItems } from './color-items.tsx'

export interface NodeMenuItemsProps {
  readonly node: WorkflowNode
  /** The run that is shown, while it is. */
  readonly runId: string | null
}

export function NodeMenuItems({ node, runId }: NodeMenuItemsProps) {
  const kind = useKind(node.kind)
  const canvas = editableCanvas()
  return (
    <>
      {runId !== null && <RunItems runId={runId} nodeId={node.id} />}
      {runId !== null && kind?.runs !== false && <ReplayItems runId={runId} nodeId={node.id} />}
      <ActionItems place="node" />
      {canvas && <ColorItems documentRef={canvas.documentRef} node={node} />}
    </>
  )
}

/** What the run does with this node: the item that is shown. */
function RunItems({ runId, nodeId }: { readonly runId: string; readonly nodeId: string }) {
  const path = useShownPath(runId, nodeId)
  const node = useNodeState(runId, nodeId, path)
  if (!node) return null
  const place = { nodeId, iteration: node.iteration, ...(path !== '' && { path }) }
  return (
    <>
      {isPaused(runNow(runId).state) && isHeld(node) && (
        <Item onSelect={() => ask(stepRun(runId, nodeId))}>Start this node only</Item>
      )}
      {acts(node) && <Item onSelect={() => ask(stopNode(runId, place))}>Stop this node</Item>}
    </>
  )
}

const ACTING: ReadonlySet<string> = new Set(['running', 'streaming', 'awaiting', 'waiting', 'retrying'])

const acts = (node: NodeState): boolean => ACTING.has(node.status)

const ask = (asked: Promise<void>): void => void asked.catch((error: unknown) => toast.error(errorSentence(error)))

function Item({ children, onSelect }: { readonly children: React.ReactNode; onSelect(): void }) {
  return (
    <DropdownMenu.Item className="option" onSelect={onSelect}>
      {children}
    </DropdownMenu.Item>
  )
}
