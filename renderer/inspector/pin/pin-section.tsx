/** The pinned output of a node: edited as JSON, beside what its kind would give, and what it counts for. */
import { Pin, PinOff } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import type { Json } from '#shared/json.ts'
import type { KindDescriptor } from '#shared/workflow/kind-descriptor.ts'
import type { Problem } from '#shared/workflow/problem.ts'
import { DEFAULT_PORT, type WorkflowNode } from '#shared/workflow/workflow.ts'
import { setNodeField } from '../../canvas/edit/change-node.ts'
import { isPinned, passingPort } from '../../canvas/edit/pins.ts'
import { useDataRun } from '../../state/data-run.ts'
import { checkSoon } from '../../state/document/problems.ts'
import { changeDocument } from '../../state/documents.ts'
import { outputInDataRun, pinFromRun, unpinNodes } from '../../state/pins.ts'
import { keepUnreadText, PINNED, unreadTextNow } from '../../state/unread-texts.ts'
import { problemsOf } from '../fields/field-frame.tsx'
import { FieldProblem } from '../fields/field-problem.tsx'
import { JsonEditor } from '../fields/json-editor.tsx'
import { useAskedControl } from '../fields/use-asked-control.ts'
import { DataRunMenu } from '../preview/data-run-menu.tsx'
import { outputShape } from '../scope/scope-of-node.ts'
import { emptyOutput, pinMismatches } from './output-schema.ts'
import { usePinEditor } from './pin-editor-state.ts'
import './pin.css'

export interface PinSectionProps {
  readonly documentRef: string
  readonly node: WorkflowNode
  readonly kind: KindDescriptor
  /** Of its node. */
  readonly problems: readonly Problem[]
}

export function PinSection(props: PinSectionProps) {
  const { node, problems } = props
  const writing = usePinEditor(({ nodeId }) => nodeId === node.id)
  const own = problemsOf(problems, PINNED)
  // What could not be read when the node was left still waits to be.
  if (!isPinned(node) && !writing && own.length === 0) return null
  return <PinnedOutput {...props} problems={own} />
}

function PinnedOutput({ documentRef, node, kind, problems }: PinSectionProps) {
  const editor = useRef<HTMLDivElement>(null)
  useAskedControl(editor, problems)
  const shape = useMemo(() => outputShape(node, kind), [node, kind])
  const place = { documentRef, nodeId: node.id, field: PINNED }
  const [beginning, setBeginning] = useState<Json | undefined>(() =>
    unreadTextNow(place, undefined) === undefined ? emptyOutput(shape) : undefined,
  )
  const value = node.pinned ?? beginning
  const wrong = useMemo(() => (value === undefined ? [] : pinMismatches(shape, value)), [shape, value])
  const set = (next: Json | undefined) => {
    // Emptied, it is no pin. The editor stays: who empties it is about to write another.
    if (next === undefined) setBeginning(undefined)
    usePinEditor.setState({ nodeId: next === undefined ? node.id : null })
    changeDocument(documentRef, (workflow) => setNodeField(workflow, node.id, 'pinned', next), `${node.id}#pinned`)
  }
  const remove = () => {
    keepUnreadText(place, undefined, value)
    checkSoon(documentRef)
    usePinEditor.setState({ nodeId: null })
    unpinNodes(documentRef, [node.id])
  }
  return (
    <section className="pin" aria-label="Pinned output">
      <div className="form-label">
        <span className="pin-title">
          <Pin size={12} aria-hidden="true" />
          Pinned output
        </span>
        <span className="form-asides">
          <FromRun documentRef={documentRef} nodeId={node.id} />
          <button type="button" className="form-aside" onClick={remove}>
            <PinOff size={12} aria-hidden="true" />
            Unpin
          </button>
        </span>
      </div>
      <div ref={editor}>
        <JsonEditor label="Pinned output" value={value} place={place} problems={false} onValue={set} />
      </div>
      {problems.map((problem) => (
        <FieldProblem key={problem.message} problem={problem} />
      ))}
      {wrong.map((sentence) => (
        <p key={sentence} className="warned">
          {sentence} A {kind.title.toLowerCase()} gives it otherwise.
        </p>
      ))}
      <p className="hint">{value === undefined ? 'Empty, so it is not pinned.' : countsWords(kind)}</p>
    </section>
  )
}

/** Takes what the node gave in the run whose data counts. */
function FromRun({ documentRef, nodeId }: { readonly documentRef: string; readonly nodeId: string }) {
  const run = useDataRun(documentRef)
  if (!run || outputInDataRun(documentRef, nodeId) === undefined) return null
  return (
    <>
      <button type="button" className="form-aside" onClick={() => void pinFromRun(documentRef, [nodeId])}>
        Take that of
      </button>
      <DataRunMenu documentRef={documentRef} />
    </>
  )
}

/** DESIGN 3: in tries alone; what protects a person is passed over only where the file is trusted. */
function countsWords(kind: KindDescriptor): string {
  const guards = kind.effect !== 'never' || kind.overlay === 'approval'
  const port = passingPort(kind)
  const way = port === DEFAULT_PORT ? '' : ` The try then goes on by “${port}”.`
  return `Counts in tries only; a real run never sees it.${guards ? ' Of a node like this one, only while you trust this file.' : ''}${way}`
}
