/** The graph of a command: to draw while editing, to watch while it runs, and as it ended. */
import { ReactFlowProvider } from '@xyflow/react'
import { useEffect } from 'react'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { openDocument, useDocumentPart } from '../state/documents.ts'
import { drawnKey } from '../state/drawn-key.ts'
import { useKinds } from '../state/kinds.ts'
import { useRunValue } from '../state/runs.ts'
import { Graph } from './flow/graph.tsx'
import '@xyflow/react/dist/base.css'
import './canvas.css'

export interface CanvasProps {
  /** Of a document, or `run:<id>` for a run whose file is gone. */
  readonly documentRef: string
  readonly runId: string | null
  readonly mode: 'edit' | 'run'
}

export function Canvas({ documentRef, runId, mode }: CanvasProps) {
  const draft = useDocumentPart(documentRef, (document) => document?.workflow)
  const catalog = useKinds((kinds) => kinds.catalog)
  const watched = mode === 'run' ? runId : null
  const runWorkflow = useRunValue(watched, (view) => view.workflow)
  const runError = useRunValue(watched, (view) => view.error)
  const isFile = !documentRef.startsWith('run:')
  useEffect(() => {
    if (isFile) void openDocument(documentRef)
  }, [documentRef, isFile])
  // A run shows the exact workflow that it was started with, also where the file has changed since.
  const workflow: Workflow | undefined = watched === null ? draft : (runWorkflow ?? draft)
  if (!workflow) return <Unreadable error={runError} />
  if (catalog.size === 0) return <div className="canvas" />
  return (
    <div className="canvas">
      <ReactFlowProvider key={drawnKey(documentRef)}>
        <Graph
          documentRef={documentRef}
          workflow={workflow}
          runId={watched}
          editable={mode === 'edit' && draft !== undefined}
        />
      </ReactFlowProvider>
    </div>
  )
}

/** A run whose log or workflow cannot be read. Of a file that cannot, the stage tells. */
function Unreadable({ error }: { readonly error: string | undefined }) {
  return (
    <div className="canvas">
      {error && (
        <div className="canvas-message" role="alert">
          <h2>This run cannot be shown</h2>
          <p>{error}</p>
        </div>
      )}
    </div>
  )
}
