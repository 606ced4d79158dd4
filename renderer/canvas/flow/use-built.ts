/** The nodes and edges that React Flow gets, the same objects while nothing of them changed. */
import { useMemo, useRef } from 'react'
import { RUN_ENDED } from '#shared/state/run-state.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { useDocumentPart } from '../../state/documents.ts'
import { useRunValue } from '../../state/runs.ts'
import type { Tree } from '../model/tree.ts'
import { useNamedNode } from '../named-node.ts'
import { edgesBuilder } from './build-edges.ts'
import { nodesBuilder } from './build-nodes.ts'
import { captionOf, worstProblems } from './graph-facts.ts'
import type { ViewsHook } from './use-node-views.ts'
import type { PlacesHook } from './use-places.ts'
import type { Selection } from './use-selection.ts'

export interface BuiltInput {
  readonly documentRef: string
  readonly workflow: Workflow
  /** The run on the canvas; null while editing. */
  readonly runId: string | null
  readonly editable: boolean
  readonly ran: Pick<ViewsHook, 'states' | 'lastStates'>
  readonly views: PlacesHook['views']
  readonly places: PlacesHook['places']
  readonly tree: Tree
  readonly selection: Selection
  readonly folded: ReadonlySet<string>
  readonly hidden: ReadonlySet<string>
}

const NO_PLACES: NonNullable<PlacesHook['places']> = new Map()

export function useBuilt(input: BuiltInput) {
  const { documentRef, workflow, runId, editable, ran, views, places, tree, selection, folded, hidden } = input
  const buildNodes = useRef(nodesBuilder()).current
  const buildEdges = useRef(edgesBuilder()).current
  const named = useNamedNode((state) => (editable ? state.named : null))
  const problems = useDocumentPart(documentRef, (document) => document?.problems)
  const args = useRunValue(runId, ({ state }) => state.args)
  const runEnded = useRunValue(runId, ({ state }) => RUN_ENDED.has(state.status)) ?? false
  const worst = useMemo(() => worstProblems(editable ? (problems ?? []) : []), [problems, editable])
  const caption = useMemo(() => captionOf(workflow, args), [workflow, args])
  const nodes = buildNodes({
    workflow,
    views,
    tree,
    hidden,
    places: places ?? NO_PLACES,
    selected: selection.nodes,
    problems: worst,
    named: named?.from ?? null,
    folded,
    caption,
  })
  const edges = buildEdges({
    workflow,
    views,
    hidden,
    states: ran.states,
    lastStates: ran.lastStates,
    inRun: runId !== null,
    runEnded,
    selected: selection.edges,
    named,
  })
  return useMemo(() => ({ nodes, edges }), [nodes, edges])
}

export type Built = ReturnType<typeof useBuilt>
