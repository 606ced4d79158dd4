/** The scope of a node of an open document, with the data of the run that counts: what completion, picker and preview look at. */

import { dataRunNow } from '../../state/data-run.ts'
import { documentNow } from '../../state/documents.ts'
import { useKinds } from '../../state/kinds.ts'
import { usePicks } from '../../state/picked-items.ts'
import { wholeNow } from './blob-values.ts'
import type { Known } from './known.ts'
import { readsError } from './reads-error.ts'
import { failedSeen, pathInRun, scopeValue } from './run-data.ts'
import { type FieldScope, graphOf, scopeShape } from './scope-of-node.ts'

/** Where an expression stands. */
export interface Place {
  readonly documentRef: string
  /** Undefined: behind the last node. */
  readonly nodeId: string | undefined
  readonly field?: FieldScope
}

export interface KnownScope extends Known {
  /** Nodes of the scope that failed in that run and so have no value here; by id. */
  readonly failed: readonly string[]
}

const NONE_FAILED: readonly string[] = []

/** Asked for when it is needed, so that it is never old; undefined where the document is not open. */
export function knownScope({ documentRef, nodeId, field }: Place): KnownScope | undefined {
  const workflow = documentNow(documentRef)?.workflow
  if (!workflow) return undefined
  const { catalog } = useKinds.getState()
  const shape = scopeShape({ workflow, catalog, nodeId, ...(field && { field }) })
  const run = dataRunNow(documentRef)
  if (!run || run.state.startedAt === '') return { shape, value: undefined, failed: NONE_FAILED }
  const parent = workflow.nodes.find(({ id }) => id === nodeId)?.parent
  const picked = usePicks.getState().byRun[run.runId] ?? new Map()
  const path = nodeId === undefined ? '' : pathInRun({ ...run, picked }, nodeId, parent, catalog)
  const failed = Object.keys(shape.fields?.nodes?.fields ?? {}).filter(
    (id) => failedSeen(run.state, path, id) && !readsError(graphOf(workflow), id, nodeId),
  )
  return { shape, value: scopeValue(shape, run.state, nodeId, path, wholeNow, failed), failed }
}
