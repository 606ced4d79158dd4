/** Below an editor: what its text comes to on the data of a run, in one line that opens to more. */
import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { titleOfNode } from '#shared/workflow/title-of-node.ts'
import { useDataRun } from '../../state/data-run.ts'
import { documentNow } from '../../state/documents.ts'
import { useKinds } from '../../state/kinds.ts'
import type { Place } from '../scope/known-scope.ts'
import { beforeInOrder } from '../scope/scope-of-node.ts'
import { DataRunMenu } from './data-run-menu.tsx'
import type { Preview } from './preview.ts'
import type { ShownPreview } from './use-preview.ts'
import './preview.css'

export interface PreviewLineProps {
  readonly id: string
  readonly shown: ShownPreview
  readonly place: Place
  /** The form says already what is wrong with the text. */
  readonly quiet: boolean
}

export function PreviewLine({ id, shown, place, quiet }: PreviewLineProps) {
  const [open, setOpen] = useState(false)
  const run = useDataRun(place.documentRef)
  const { preview } = shown
  const isShown = preview.state === 'value' && !needsRun(run, shown.text) && !shown.withoutItem
  const long = isShown && (preview.text.length > 40 || preview.text.includes('\n'))
  return (
    <div className="preview">
      <div className="preview-line">
        {long ? (
          <button
            type="button"
            className="preview-open"
            aria-expanded={open}
            aria-label="The whole value"
            onClick={() => setOpen(!open)}
          >
            <ChevronRight size={12} aria-hidden="true" />
          </button>
        ) : (
          <span className="preview-sign" aria-hidden="true">
            =
          </span>
        )}
        {/* Silent by itself: it changes with each letter. It describes the editor, which says it to who comes to it. */}
        <output id={id} aria-live="off" className={isShown ? 'cut mono' : 'preview-words'}>
          <Words shown={shown} place={place} quiet={quiet} />
        </output>
        {isShown && run && <span className="preview-size">{sizeWords(preview)}</span>}
        <DataRunMenu documentRef={place.documentRef} />
      </div>
      {open && long && preview.state === 'value' && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a long text scrolls by the keyboard too
        <pre className="run-pre preview-whole" tabIndex={0}>
          {preview.text}
          {preview.cut && '…'}
        </pre>
      )}
    </div>
  )
}

const sizeWords = ({ type, size }: Extract<Preview, { state: 'value' }>): string =>
  type === 'string' || type === 'array' || type === 'object' ? size : type

function Words({ shown: { preview, text, withoutItem }, place, quiet }: Omit<PreviewLineProps, 'id'>) {
  const run = useDataRun(place.documentRef)
  if (needsRun(run, text)) return 'Run it once to see the value here.'
  if (preview.state === 'failed') return failedWords(place.documentRef, preview.nodeId)
  if (preview.state !== 'error' && withoutItem) return 'No item in this run. Run up to this node.'
  if (preview.state === 'value') return preview.text === '' ? 'an empty text' : preview.text.slice(0, 240)
  if (preview.state === 'error') return quiet ? 'Not evaluated.' : <span className="wrong">{preview.message}</span>
  const missing = notReached(text, place, (id) => run?.state.nodes.get(id)?.output !== undefined)
  return missing === undefined
    ? 'No value: the field is left out.'
    : `${missing} gave nothing in this run. Run up to it, or choose another run.`
}

const needsRun = (run: unknown, text: string): boolean => !run && NAMES_DATA.test(text)

const NAMES_DATA = /\{\{[\s\S]*\b(?:nodes|args|item|index|loop|run|workspace|event)\b/

/** The first node that the text names and that has no output. */
function notReached(text: string, { documentRef, nodeId }: Place, ran: (id: string) => boolean): string | undefined {
  const workflow = documentNow(documentRef)?.workflow
  if (!workflow) return undefined
  const before = beforeInOrder(workflow, useKinds.getState().catalog, nodeId)
  const node = before.find(({ id }) => text.includes(`nodes.${id}`) && !ran(id))
  return node && titleOfNode(node)
}

export function failedWords(documentRef: string, id: string): string {
  const node = documentNow(documentRef)?.workflow?.nodes.find((each) => each.id === id)
  return `${titleOfNode(node ?? { id })} failed in this run and gave nothing. Run up to it, or choose another run.`
}
