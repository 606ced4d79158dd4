import { useId, useRef, useState } from 'react'
import type { Json } from '#shared/json.ts'
import { parseJson } from '../../canvas/card/payload.ts'
import { checkSoon } from '../../state/document/problems.ts'
import { type FieldPlace, jsonText, keepUnreadText, useUnreadText } from '../../state/unread-texts.ts'
import { TextEditor, type TextEditorHandle } from '../editor/text-editor.tsx'

export interface JsonEditorProps {
  readonly label: string
  readonly value: Json | undefined
  readonly place: FieldPlace
  readonly problems: boolean
  /** As tall as its text. */
  readonly compact?: boolean
  /** What the form says below it. */
  readonly describedBy?: string | undefined
  onValue(value: Json | undefined): void
}

/** JSON under the pen may be wrong for a while: only what can be read becomes the value, and the rest stays where it was written. */
export function JsonEditor({ label, value, place, problems, compact = false, describedBy, onValue }: JsonEditorProps) {
  const messageId = useId()
  const editor = useRef<TextEditorHandle>(null)
  const written = jsonText(value)
  const unread = useUnreadText(place, value)
  const [typed, setTyped] = useState<{ readonly text: string; readonly of: string }>()
  const text = unread ?? (typed?.of === written ? typed.text : written)
  const wrong = text.trim() === '' ? undefined : parseJson(text)
  const message = wrong && 'wrong' in wrong ? wrong.wrong : undefined
  const keep = (next: string | undefined) => {
    keepUnreadText(place, next, value)
    if ((next === undefined) !== (unread === undefined)) checkSoon(place.documentRef)
  }
  const change = (next: string) => {
    const parsed = next.trim() === '' ? { value: undefined } : parseJson(next)
    if ('wrong' in parsed) return keep(next)
    keep(undefined)
    setTyped({ text: next, of: jsonText(parsed.value) })
    onValue(parsed.value)
  }
  const discard = () => {
    keep(undefined)
    editor.current?.focus()
  }
  return (
    <>
      <TextEditor
        ref={editor}
        language="json"
        compact={compact}
        value={text}
        label={label}
        invalid={problems || message !== undefined}
        describedBy={message === undefined ? describedBy : messageId}
        onText={change}
      />
      {message && (
        <p className="wrong unread">
          <span id={messageId}>{message}</span>{' '}
          <button type="button" className="form-aside" onClick={discard}>
            Discard<span className="visually-hidden"> what cannot be read</span>
          </button>
        </p>
      )}
    </>
  )
}
