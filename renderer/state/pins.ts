/** Pinning the outputs of a run, in the file that is edited. */
import { toast } from 'sonner'
import type { Json } from '#shared/json.ts'
import { titleById } from '#shared/workflow/title-of-node.ts'
import { errorSentence } from '../bridge/bridge.ts'
import { isPinnable, pinOutputs, pinProblem, unpin } from '../canvas/edit/pins.ts'
import { usePinEditor } from '../inspector/pin/pin-editor-state.ts'
import { withWhole } from '../inspector/scope/blob-values.ts'
import { pathInRun, resultSeen } from '../inspector/scope/run-data.ts'
import { dataRunNow, dataRunRead } from './data-run.ts'
import { changeDocument, documentNow } from './documents.ts'
import { useKinds } from './kinds.ts'
import { usePicks } from './picked-items.ts'

/** Pins what the nodes gave in the run whose data counts, as one step of undo, and says which gave nothing. */
export async function pinFromRun(ref: string, ids: Iterable<string>): Promise<void> {
  // What cannot be read has no outputs, which is told below.
  await dataRunRead(ref).catch(() => undefined)
  const outputs = new Map<string, Json>()
  const left: string[] = []
  for (const id of ids) {
    const output = outputInDataRun(ref, id)
    if (output === undefined) left.push(id)
    else {
      try {
        const whole = await withWhole(output)
        const problem = pinProblem(whole)
        if (problem !== undefined) throw new Error(problem)
        outputs.set(id, whole)
      } catch (error) {
        toast.error(`${titleOf(ref, id)} is not pinned. ${errorSentence(error)}`)
      }
    }
  }
  if (outputs.size > 0) changeDocument(ref, (workflow) => pinOutputs(workflow, outputs))
  if (left.length === 0) return
  // Of one node, an output can be written by hand at once.
  if (outputs.size === 0 && left.length === 1 && left[0] !== undefined)
    return usePinEditor.setState({ nodeId: left[0] })
  toast(`${left.map((id) => titleOf(ref, id)).join(', ')} gave nothing in this run, so nothing is pinned there.`)
}

export function unpinNodes(ref: string, ids: Iterable<string>): void {
  changeDocument(ref, (workflow) => unpin(workflow, new Set(ids)))
}

/** Those of the nodes that can be pinned. */
export function pinnable(ref: string, ids: Iterable<string>): readonly string[] {
  const { catalog } = useKinds.getState()
  const kinds = new Map(documentNow(ref)?.workflow?.nodes.map((node) => [node.id, catalog.get(node.kind)]))
  return [...ids].filter((id) => isPinnable(kinds.get(id)))
}

/** What a node gave in the run whose data counts, in the item that is shown; nothing where it failed. */
export function outputInDataRun(ref: string, nodeId: string): Json | undefined {
  const run = dataRunNow(ref)
  const node = documentNow(ref)?.workflow?.nodes.find(({ id }) => id === nodeId)
  if (!run || !node) return undefined
  const picked = usePicks.getState().byRun[run.runId] ?? new Map()
  const path = pathInRun({ ...run, picked }, nodeId, node.parent, useKinds.getState().catalog)
  return resultSeen(run.state, path, nodeId)
}

function titleOf(ref: string, id: string): string {
  return titleById(documentNow(ref)?.workflow, id)
}
