import { useEffect, useRef } from 'react'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { useKinds } from '../../state/kinds.ts'
import type { NodeView } from '../model/node-view.ts'
import { announce, useAnnounced } from './announce.ts'
import { editWords } from './edit-words.ts'
import { runWords } from './run-words.ts'
import { selectionWords } from './selection-words.ts'
import { useErrorsTold } from './use-errors-told.ts'

/** Several events of one moment are one sentence. */
const SETTLED_MS = 400

export interface AnnouncerProps {
  readonly documentRef: string
  readonly workflow: Workflow
  readonly views: ReadonlyMap<string, NodeView>
  /** Null while editing. */
  readonly runId: string | null
  readonly selected: ReadonlySet<string>
}

/** The live region of the graph. */
export function Announcer({ documentRef, workflow, views, runId, selected }: AnnouncerProps) {
  const { sentence, count } = useAnnounced()
  useEditsTold(workflow, runId)
  useRunTold(views, runId)
  useSelectionTold(workflow, selected)
  useErrorsTold(documentRef, workflow, runId)
  return (
    <p className="visually-hidden" role="status">
      {/* A blank more or less: the same sentence counts as a new one. */}
      {count % 2 === 0 ? sentence : `${sentence}\u00a0`}
    </p>
  )
}

function useEditsTold(workflow: Workflow, runId: string | null): void {
  const before = useRef(workflow)
  useEffect(() => {
    if (before.current === workflow) return
    const timer = setTimeout(() => {
      const { catalog } = useKinds.getState()
      const edited = runId === null && before.current.name === workflow.name
      const words = edited ? editWords(before.current, workflow, catalog) : ''
      before.current = workflow
      if (words !== '') announce(words)
    }, SETTLED_MS)
    return () => clearTimeout(timer)
  }, [workflow, runId])
}

/** A box that is drawn selects one after the other: what is told is what there is in the end. What an edit selects, it tells itself. */
function useSelectionTold({ nodes }: Workflow, selected: ReadonlySet<string>): void {
  const before = useRef({ nodes, selected })
  const now = useRef(nodes)
  now.current = nodes
  useEffect(() => {
    const had = before.current
    if (had.selected === selected || had.nodes !== now.current) return
    const timer = setTimeout(() => {
      const words = selectionWords(now.current, selected)
      if (words !== '') announce(words)
      else if (had.selected.size > 1 && selected.size === 0) announce('Nothing is selected.')
    }, SETTLED_MS)
    return () => clearTimeout(timer)
  }, [selected])
  useEffect(() => {
    before.current = { nodes, selected }
  }, [nodes, selected])
}

function useRunTold(views: ReadonlyMap<string, NodeView>, runId: string | null): void {
  const before = useRef({ views, runId })
  useEffect(() => {
    if (runId === null || before.current.runId !== runId) {
      before.current = { views, runId }
      return
    }
    const timer = setTimeout(() => {
      const words = runWords(before.current.views, views)
      before.current = { views, runId }
      if (words !== '') announce(words)
    }, SETTLED_MS)
    return () => clearTimeout(timer)
  }, [views, runId])
}
