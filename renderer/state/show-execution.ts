import { pickPath } from './picked-items.ts'
import { selectNode } from './view.ts'

/** Selects a node of the shown run, in the container item that is meant. */
export function showExecution(runId: string, nodeId: string, path: string): void {
  pickPath(runId, path)
  selectNode(nodeId)
}
