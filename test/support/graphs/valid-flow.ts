/** What a flow must be so that there is exactly one right way to run it. */
import { type Flow, type FlowNode, incomingOf } from '#test/engine/reference/flow.ts'
import { type Loop, loopsOf } from '#test/engine/reference/loops.ts'
import { isEntangled } from './entangled.ts'

const isStray = ({ edges, body }: Loop): boolean => edges.some(({ from }) => !body.includes(from))

/** Two loop edges leave by one port (reading R4). */
const goesBackTwice = ({ edges }: Flow): boolean =>
  edges.some(
    (edge) =>
      edge.max !== undefined &&
      edges.some(
        (other) => other !== edge && other.max !== undefined && other.from === edge.from && other.port === edge.port,
      ),
  )

/** A `count` that more tokens are wanted for than there are edges. */
const isVain = (flow: Flow, { id, join }: FlowNode): boolean =>
  typeof join === 'object' && incomingOf(flow, id).length < join.count

/** Tokens from outside a loop alone meet the join of a node in it, so that a pass need not reach it (reading R17). */
const startsByItself = (flow: Flow, node: FlowNode): boolean =>
  loopsOf(flow).some(({ body, target }) => {
    if (target === node.id || !body.includes(node.id)) return false
    const outside = incomingOf(flow, node.id).filter(({ from }) => !body.includes(from)).length
    return node.join === 'any' ? outside > 0 : typeof node.join === 'object' && outside >= node.join.count
  })

/** A node is cancelled twice: whether it is still active the second time hangs on how long its work takes to end. */
const cancelsTwice = (flow: Flow): boolean => {
  const targets = flow.nodes.flatMap((node) => node.targets ?? [])
  const again = flow.nodes.filter(
    ({ id, kind, join }) =>
      kind === 'cancel' && (join === 'each' || loopsOf(flow).some(({ body }) => body.includes(id))),
  )
  return new Set(targets).size < targets.length || again.length > 0
}

export const isValidFlow = (flow: Flow): boolean =>
  !loopsOf(flow).some(isStray) &&
  !goesBackTwice(flow) &&
  !isEntangled(flow) &&
  !cancelsTwice(flow) &&
  !flow.nodes.some((node) => isVain(flow, node) || startsByItself(flow, node)) &&
  // Two executions of one `wait` would hear the same event.
  !flow.nodes.some(({ kind, join }) => kind === 'wait' && join === 'each') &&
  flow.nodes.every(({ kind, targets }) => kind !== 'cancel' || (targets?.length ?? 0) > 0)
