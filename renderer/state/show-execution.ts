import { goToNode } from './go-to-node.ts'
import { pickPath } from './picked-items.ts'

/** Goes to a node of the shown run, in the container item that is meant. */
export function showExecution(runId: string, nodeId: string, path: string): void {
  pickPath(runId, path)
  goToNode(nodeId)
}
