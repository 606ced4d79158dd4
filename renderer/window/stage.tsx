import { lazy, Suspense, useEffect } from 'react'
import type { Problem } from '#shared/workflow/problem.ts'
import { perform } from '../actions/action-list.ts'
import { openOverlay } from '../actions/overlays.ts'
import { Fence } from '../parts/fence.tsx'
import { ActionKeys } from '../parts/keys.tsx'
import { ScrollBox } from '../parts/scroll-box.tsx'
import type { OpenDocument } from '../state/document/store.ts'
import { openDocument, useDocument, useDocumentPart } from '../state/documents.ts'
import { drawnKey } from '../state/drawn-key.ts'
import { useRunValue } from '../state/runs.ts'
import { openTab, RUN_TAB_PREFIX, type Tab, useShownTab } from '../state/view.ts'
import { useWorkflows } from '../state/workflows.ts'
import { useComparison } from '../versions/comparison.ts'
import { FileLine } from './file-line.tsx'
import { PausedLine } from './paused-line.tsx'
import { RemovedRunPage } from './removed-run.tsx'
import { TrustLine } from './trust-line.tsx'

// The canvas and its editors are most of the code; the frame is there before they are. They come while it is drawn.
const canvas = import('../canvas/canvas.tsx')
const inspector = import('../inspector/inspector.tsx')
const Canvas = lazy(async () => ({ default: (await canvas).Canvas }))
const ComparisonCanvas = lazy(async () => ({
  default: (await import('../versions/comparison-canvas.tsx')).ComparisonCanvas,
}))
const VersionsPanel = lazy(async () => ({ default: (await import('../versions/versions-panel.tsx')).VersionsPanel }))
const Inspector = lazy(async () => ({ default: (await inspector).Inspector }))

/** The canvas of the shown tab, or how to begin. */
export function Stage() {
  const tab = useShownTab()
  return tab ? <TabStage key={drawnKey(tab.ref)} tab={tab} /> : <NothingOpen />
}

export function StageInspector() {
  const tab = useShownTab()
  const comparison = useComparison(tab?.ref ?? '')
  if (!tab) return null
  return (
    <Fence what="inspector">
      {comparison ? (
        <VersionsPanel comparison={comparison} />
      ) : (
        <Inspector documentRef={tab.ref} runId={tab.runId} mode={tab.mode} />
      )}
    </Fence>
  )
}

function TabStage({ tab }: { readonly tab: Tab }) {
  const name = useDocumentPart(tab.ref, (document) => document?.workflow?.name)
  const unreadable = useDocumentPart(tab.ref, isUnreadable)
  const removed = useRunValue(tab.mode === 'run' ? tab.runId : null, (run) => run.removed)
  const hasFile = !tab.ref.startsWith(RUN_TAB_PREFIX)
  const comparison = useComparison(tab.ref)
  useEffect(() => {
    if (hasFile) void openDocument(tab.ref)
  }, [tab.ref, hasFile])
  if (hasFile && unreadable && tab.runId === null) return <Unreadable tab={tab} />
  if (removed) return <RemovedRunPage run={removed} />
  return (
    <>
      <h1 className="visually-hidden">{name === undefined ? 'Command' : `/${name}`}</h1>
      {hasFile && <FileLine documentRef={tab.ref} />}
      {hasFile && <TrustLine documentRef={tab.ref} />}
      {tab.runId !== null && tab.mode === 'run' && <PausedLine runId={tab.runId} />}
      <div className="stage-canvas">
        <Fence what="canvas">
          <Suspense>
            {comparison ? (
              <ComparisonCanvas comparison={comparison} />
            ) : (
              <Canvas documentRef={tab.ref} runId={tab.runId} mode={tab.mode} />
            )}
          </Suspense>
        </Fence>
      </div>
    </>
  )
}

const isUnreadable = (document: OpenDocument | undefined): boolean =>
  document !== undefined &&
  document.workflow === undefined &&
  (document.error !== undefined || document.saved !== undefined)

/** `Line 3, column 7: `, where the text was read that far. */
const placeWords = ({ line, column }: Problem): string =>
  line === undefined ? '' : `Line ${line}${column === undefined ? '' : `, column ${column}`}: `

/** A file that is no workflow: what is wrong, where, and the text as it is. */
function Unreadable({ tab }: { readonly tab: Tab }) {
  const document = useDocument(tab.ref)
  return (
    <div className="stage-page">
      <h1>This file cannot be drawn</h1>
      {document?.error && (
        <p className="wrong" role="alert">
          {document.error}
        </p>
      )}
      {document?.saved?.problems.map((problem) => (
        <p key={`${problem.code} ${problem.line} ${problem.message}`} className="wrong" role="alert">
          {placeWords(problem)}
          {problem.message}
        </p>
      ))}
      <p className="hint mono selectable">{tab.ref}</p>
      {document?.saved && (
        <div className="stage-buttons">
          <button type="button" className="button small" onClick={() => perform('reveal-file')}>
            Show the file
          </button>
          <button type="button" className="button small" onClick={() => perform('copy-path')}>
            Copy the path
          </button>
          <span className="hint">It is read again as soon as it is saved in another editor.</span>
        </div>
      )}
      {document?.saved && (
        <ScrollBox className="stage-text selectable" label="Text of the file">
          <pre>{document.saved.text}</pre>
        </ScrollBox>
      )}
    </div>
  )
}

function NothingOpen() {
  const { list, loaded, error } = useWorkflows()
  const bundled = list.filter((workflow) => workflow.source === 'bundled')
  if (!loaded) return null
  return (
    <div className="stage-page">
      <h1>Start with a command</h1>
      {error && (
        <p className="wrong" role="alert">
          {error}
        </p>
      )}
      <button type="button" className="start-row" onClick={() => perform('command-bar')}>
        Type a command in the bar below <ActionKeys action="command-bar" />
      </button>
      <button type="button" className="start-row" onClick={() => openOverlay('new-command')}>
        Draw a new one <ActionKeys action="new" />
      </button>
      {bundled.map((workflow) => (
        <button key={workflow.ref} type="button" className="start-row" onClick={() => openTab(workflow.ref)}>
          <span className="start-name">Open /{workflow.name}</span>
          <span className="hint cut">{workflow.description}</span>
        </button>
      ))}
    </div>
  )
}
