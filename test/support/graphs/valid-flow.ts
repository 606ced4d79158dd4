/** What a flow must be so that there is exactly one right way to run it. */
import { type Flow, type FlowNode, incomingOf, nodeOf } from '#test/engine/reference/flow.ts'
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

/** It may be active several times at once, by its own join or that of a container around it. */
const isSeveral = (flow: Flow, { join, parent }: FlowNode): boolean =>
  join === 'each' || (parent !== undefined && isSeveral(flow, nodeOf(flow, parent)))

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
  !flow.nodes.some((node) => isVain(flow, node)) &&
  // Two executions of one `wait` would hear the same event.
  !flow.nodes.some((node) => node.kind === 'wait' && isSeveral(flow, node)) &&
  flow.nodes.every(({ kind, targets }) => kind !== 'cancel' || (targets?.length ?? 0) > 0)
