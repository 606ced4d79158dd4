/** What a person approves, whole and as what it is, and the editor for it. */
import { FileDiff, Pencil, Undo2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import { type BlobRef, isBlobRef } from '#shared/events/blob.ts'
import { isJsonObject, type Json } from '#shared/json.ts'
import { bridge, errorSentence } from '../../bridge/bridge.ts'
import { bytesWords } from '../../glyphs/time.ts'
import { type DiffFile, diffFile } from '../../parts/diff-lines.ts'
import { DiffView, looksLikeDiff } from '../../parts/diff-view.tsx'
import { IconButton } from '../../parts/icon-button.tsx'
import { isSend, SEND_KEYS } from '../../parts/send-keys.tsx'
import { GrowField } from './grow-field.tsx'
import { editedPayload, emptyWords, payloadParts, payloadText } from './payload.ts'
import { ScrollRegion } from './scroll-region.tsx'

export interface PayloadViewProps {
  readonly payload: Json
  readonly draft: string | undefined
  /** Tallest that the editor grows, in px. */
  readonly most: number
  readonly disabled: boolean
  onDraft(text: string | undefined): void
  /** A large payload was read as a whole; it is shown from then on. */
  onWhole(payload: Json): void
  onSubmit(): void
}

export function PayloadView(props: PayloadViewProps) {
  const { payload } = props
  if (isBlobRef(payload)) return <LargePayload {...props} blob={payload} />
  if (payload === null || payload === '') return null
  return <WholePayload {...props} />
}

function WholePayload({ payload, draft, most, disabled, onDraft, onSubmit }: PayloadViewProps) {
  const parts = payloadParts(payload)
  const diff = typeof payload === 'string' && looksLikeDiff(payload)
  const [editing, setEditing] = useState(false)
  const [comparing, setComparing] = useState(false)
  const { text, edited, wrong } = editedPayload(payload, draft)
  const empty = emptyWords(payload)
  const reads = (parts !== undefined || diff || empty !== undefined) && !editing && !edited
  const file = diff ? diffFile(text) : undefined
  const lines = text.trimEnd().split('\n').length
  return (
    <div className="payload">
      <div className="payload-head">
        {file ? <FileTitle file={file} /> : <span className="cut">{headOf(payload)}</span>}
        {edited && <span className="payload-edited">edited</span>}
        <span className="payload-size">{lines > 1 && !file && !(reads && parts) ? `${lines} lines` : ''}</span>
        <span className="payload-keys">{SEND_KEYS} approves</span>
        {edited && (
          <button
            type="button"
            className="payload-link"
            aria-pressed={comparing}
            onClick={() => setComparing(!comparing)}
          >
            {comparing ? 'Edited' : 'Original'}
          </button>
        )}
        {edited && <IconButton icon={Undo2} label="Put the original back" small onClick={() => onDraft(undefined)} />}
        {reads && <IconButton icon={Pencil} label="Edit" small disabled={disabled} onClick={() => setEditing(true)} />}
      </div>
      {comparing && edited ? (
        <ScrollRegion className="payload-text" most={most} label="As it was proposed">
          {payloadText(payload)}
        </ScrollRegion>
      ) : reads ? (
        <ReadPayload payload={payload} most={most} />
      ) : (
        <GrowField
          className={`payload-field nowheel ${typeof payload === 'string' ? '' : 'json'}`}
          aria-label={parts ? 'What will happen, as JSON' : 'What is approved'}
          aria-invalid={wrong !== undefined}
          disabled={disabled}
          // The button that asked for it is gone, and it stands in its place.
          autoFocus={editing}
          most={most}
          value={text}
          onText={onDraft}
          onKeyDown={(event) => {
            if (!isSend(event)) return
            event.preventDefault()
            onSubmit()
          }}
        />
      )}
      {wrong && (
        <p className="card-wrong" role="alert">
          {wrong}
        </p>
      )}
    </div>
  )
}

function FileTitle({ file: { name, added, removed } }: { readonly file: DiffFile }) {
  return (
    <>
      <FileDiff size={12} aria-hidden="true" />
      <span className="cut">{name}</span>
      <span className="diff-count" aria-label={`${added} lines added, ${removed} removed`} role="img">
        <span className="added">+{added}</span> <span className="removed">−{removed}</span>
      </span>
    </>
  )
}

function headOf(payload: Json): string {
  if (typeof payload === 'string') return looksLikeDiff(payload) ? 'Diff' : 'Text'
  return emptyWords(payload) === undefined && isJsonObject(payload) ? 'What will happen' : 'Data'
}

function ReadPayload({ payload, most }: { readonly payload: Json; readonly most: number }) {
  const empty = emptyWords(payload)
  if (empty !== undefined) return <p className="payload-empty">{empty}</p>
  if (typeof payload === 'string') {
    return (
      <div className="nowheel payload-diff" style={{ maxHeight: most }}>
        <DiffView text={payload} named={diffFile(payload) !== undefined} />
      </div>
    )
  }
  return (
    <ScrollRegion className="payload-parts" most={most} label="What will happen">
      {payloadParts(payload)?.map(({ name, text, long }) => (
        <div key={name} className={long ? 'long' : undefined}>
          <span>{name}</span>
          <code>{text}</code>
        </div>
      ))}
    </ScrollRegion>
  )
}

const READ_AT_ONCE = 4_194_304

/** Kept beside the log: its beginning first, and the whole before it can be edited. */
function LargePayload({ blob, ...props }: PayloadViewProps & { readonly blob: BlobRef }) {
  const { onWhole, most } = props
  const [wanted, setWanted] = useState(false)
  const [error, setError] = useState('')
  useEffect(() => {
    if (!wanted) return
    let here = true
    readWhole(blob.$blob).then(
      (value) => here && onWhole(value),
      (reason: unknown) => here && setError(errorSentence(reason)),
    )
    return () => {
      here = false
    }
  }, [wanted, blob.$blob, onWhole])
  return (
    <div className="payload">
      <div className="payload-head">
        <span className="cut">The beginning of {bytesWords(blob.bytes)}</span>
        <button
          type="button"
          className="payload-link"
          disabled={wanted && error === ''}
          onClick={() => setWanted(true)}
        >
          Show all
        </button>
      </div>
      <ScrollRegion className="payload-text" most={most} label="The beginning">
        {blob.preview}
      </ScrollRegion>
      {error && <p className="card-wrong">{error}</p>}
    </div>
  )
}

async function readWhole(hash: string): Promise<Json> {
  let text = ''
  for (;;) {
    const piece = await bridge.call('blobs.read', { hash, offset: text.length, length: READ_AT_ONCE })
    text += piece.text
    if (piece.text === '' || text.length >= piece.total) return JSON.parse(text) as Json // kept as JSON text
  }
}
