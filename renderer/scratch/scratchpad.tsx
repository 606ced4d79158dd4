/** An expression to try: what it comes to on the data of a run, at the node that is selected; kept until the window closes. */
import { useMemo, useState } from 'react'
import { create } from 'zustand'
import { titleOfNode } from '#shared/workflow/title-of-node.ts'
import { closeOverlay } from '../actions/overlays.ts'
import { hasLastEditor, insertIntoLast } from '../inspector/editor/last-editor.ts'
import { failureIn } from '../inspector/editor/mistakes.ts'
import { TextEditor } from '../inspector/editor/text-editor.tsx'
import { DataRunMenu } from '../inspector/preview/data-run-menu.tsx'
import { failedWords } from '../inspector/preview/preview-line.tsx'
import { type ShownPreview, usePreview } from '../inspector/preview/use-preview.ts'
import type { Place } from '../inspector/scope/known-scope.ts'
import { Modal } from '../parts/modal.tsx'
import { useDataRun, useRunsOfCommand } from '../state/data-run.ts'
import { useDocument } from '../state/documents.ts'
import { useShownTab } from '../state/view.ts'
import './scratch.css'

const useScratch = create<{ readonly text: string }>(() => ({ text: '' }))

/** Shown while it is asked for; loaded then, since it brings the editor. */
export function Scratchpad() {
  const tab = useShownTab()
  return tab ? <Scratch documentRef={tab.ref} nodeId={tab.nodeId ?? undefined} /> : null
}

interface ScratchProps {
  readonly documentRef: string
  readonly nodeId: string | undefined
}

function Scratch({ documentRef, nodeId }: ScratchProps) {
  const text = useScratch((scratch) => scratch.text)
  const workflow = useDocument(documentRef)?.workflow
  useRunsOfCommand(workflow?.name)
  const place = useMemo<Place>(() => ({ documentRef, nodeId }), [documentRef, nodeId])
  const shown = usePreview(text, 'expression', place)
  const [copied, setCopied] = useState(false)
  const [hasField] = useState(hasLastEditor)
  const insert = () => {
    closeOverlay()
    // The dialog gives the focus back first.
    requestAnimationFrame(() => insertIntoLast(text.trim()))
  }
  const copy = async () => {
    await navigator.clipboard.writeText(`{{ ${text.trim()} }}`)
    setCopied(true)
  }
  const node = workflow?.nodes.find(({ id }) => id === nodeId)
  const footer = (
    <>
      <span className="scratch-where hint">
        {node ? `As ${titleOfNode(node)} sees it` : 'As behind the last node'}
        <DataRunMenu documentRef={documentRef} />
      </span>
      <button
        type="button"
        className="button"
        disabled={text.trim() === ''}
        onClick={() => void copy().catch(() => setCopied(false))}
      >
        {copied ? 'Copied' : 'Copy'}
      </button>
      <button
        type="button"
        className="button solid"
        disabled={text.trim() === '' || !hasField}
        title={hasField ? undefined : 'Put the caret into a field of the settings first.'}
        onClick={insert}
      >
        Insert into the field
      </button>
    </>
  )
  return (
    <Modal title="Test an expression" open onClose={() => closeOverlay()} footer={footer}>
      <Field text={text} place={place} shown={shown} />
      <Result preview={shown?.preview} documentRef={documentRef} />
    </Modal>
  )
}

function Field({
  text,
  place,
  shown,
}: {
  readonly text: string
  readonly place: Place
  readonly shown: ShownPreview | undefined
}) {
  const failure = failureIn(text, shown)
  return (
    <TextEditor
      language="expression"
      label="Expression"
      placeholder="nodes.review.json[severity = 'high']"
      value={text}
      place={place}
      mistakes={failure ? [failure] : []}
      onText={(next) => useScratch.setState({ text: next })}
    />
  )
}

interface ResultProps {
  readonly preview: ShownPreview['preview'] | undefined
  readonly documentRef: string
}

function Result({ preview, documentRef }: ResultProps) {
  const run = useDataRun(documentRef)
  if (!preview)
    return (
      <p className="hint scratch-words">
        {run ? 'Its value appears here as you type.' : 'This command has not run yet: there is no data to test on.'}
      </p>
    )
  if (preview.state === 'error')
    return (
      <p className="wrong scratch-words" role="alert">
        {preview.message}
      </p>
    )
  if (preview.state === 'failed')
    return <p className="hint scratch-words">{failedWords(documentRef, preview.nodeId)}</p>
  if (preview.state === 'nothing')
    return <p className="hint scratch-words">No value. A field that is nothing but this expression is left out.</p>
  return (
    <section className="scratch-result" aria-label="Value">
      <p className="hint">
        {preview.type}, {preview.size}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long text scrolls by the keyboard too */}
      <pre className="run-pre" tabIndex={0}>
        {preview.text}
        {preview.cut && '…'}
      </pre>
    </section>
  )
}
