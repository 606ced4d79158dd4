/** What can be done with a node, in its menu on the canvas and in the inspector. */
import { DropdownMenu } from 'radix-ui'
import { toast } from 'sonner'
import type { NodeState } from '#shared/state/run-state.ts'
import type { WorkflowNode } from '#shared/workflow/workflow.ts'
import { actionsNow, isAvailable } from '../../actions/actions.ts'
import { keysOf } from '../../actions/shortcuts.ts'
import { errorSentence } from '../../bridge/bridge.ts'
import { ReplayItems } from '../../inspector/run/replay-items.tsx'
import { Keys } from '../../parts/keys.tsx'
import { useBreakpoints } from '../../state/breakpoints.ts'
import { changeDocument } from '../../state/documents.ts'
import { useKind } from '../../state/kinds.ts'
import { stepRun, stopNode, toggleBreakpoints } from '../../state/run-controls.ts'
import { isHeld, isPaused } from '../../state/run-facts.ts'
import { runNow, useNodeState } from '../../state/runs.ts'
import { useShownPath } from '../../state/shown-path.ts'
import { setNodeField } from '../edit/change-node.ts'

export interface NodeMenuItemsProps {
  readonly documentRef: string
  readonly node: WorkflowNode
  /** The run that is shown, while it is. */
  readonly runId: string | null
  readonly editable: boolean
  onDuplicate(): void
  onDelete(): void
}

const LISTED_ACTIONS = /^(?:copy|cut|paste|paste-with-links|extract|inline|wrap-.+|unwrap|fold-container)$/

export function NodeMenuItems(props: NodeMenuItemsProps) {
  const { documentRef, node, runId, editable, onDuplicate, onDelete } = props
  const kind = useKind(node.kind)
  const set = useBreakpoints(documentRef).has(node.id)
  const toggleDisabled = () =>
    changeDocument(documentRef, (workflow) =>
      setNodeField(workflow, node.id, 'disabled', node.disabled ? undefined : true),
    )
  return (
    <>
      {runId !== null && <RunItems runId={runId} nodeId={node.id} />}
      {runId !== null && kind?.runs !== false && <ReplayItems runId={runId} nodeId={node.id} />}
      {kind?.runs !== false && (
        <Item keys={keysOf('breakpoint')} onSelect={() => ask(toggleBreakpoints(documentRef, [node.id]))}>
          {set ? 'Clear the breakpoint' : 'Set a breakpoint'}
        </Item>
      )}
      {editable && (
        <>
          <Item onSelect={onDuplicate} keys={keysOf('duplicate-nodes')}>
            Duplicate
          </Item>
          <Item onSelect={toggleDisabled}>{node.disabled ? 'Enable' : 'Disable'}</Item>
          {actionsNow()
            .filter((action) => LISTED_ACTIONS.test(action.id) && isAvailable(action))
            .map((action) => (
              <Item key={action.id} keys={keysOf(action.id)} onSelect={action.perform}>
                {action.label}
              </Item>
            ))}
          <Item onSelect={onDelete} keys={keysOf('delete')}>
            Delete
          </Item>
        </>
      )}
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

interface ItemProps {
  readonly keys?: string | undefined
  readonly children: React.ReactNode
  onSelect(): void
}

function Item({ keys, children, onSelect }: ItemProps) {
  return (
    <DropdownMenu.Item className="option" onSelect={onSelect}>
      {children}
      {keys && (
        <span className="end">
          <Keys keys={keys} />
        </span>
      )}
    </DropdownMenu.Item>
  )
}
