import { useId, useState } from 'react'
import type { Json } from '#shared/json.ts'
import { parseJson } from '../../canvas/card/payload.ts'
import { TextEditor } from '../editor/text-editor.tsx'

export interface JsonEditorProps {
  readonly label: string
  readonly value: Json | undefined
  readonly problems: boolean
  /** What the form says below it. */
  readonly describedBy?: string | undefined
  onValue(value: Json | undefined): void
}

/** JSON under the pen may be wrong for a while: only what can be read becomes the value. */
export function JsonEditor({ label, value, problems, describedBy, onValue }: JsonEditorProps) {
  const messageId = useId()
  const written = value === undefined ? '' : JSON.stringify(value, null, 2)
  const [draft, setDraft] = useState<{ readonly text: string; readonly of: string }>()
  const text = draft && draft.of === written ? draft.text : written
  const wrong = text.trim() === '' ? undefined : parseJson(text)
  const message = wrong && 'wrong' in wrong ? wrong.wrong : undefined
  const change = (next: string) => {
    const parsed = next.trim() === '' ? { value: undefined } : parseJson(next)
    if ('wrong' in parsed) return setDraft({ text: next, of: written })
    setDraft({ text: next, of: parsed.value === undefined ? '' : JSON.stringify(parsed.value, null, 2) })
    onValue(parsed.value)
  }
  return (
    <>
      <TextEditor
        language="json"
        value={text}
        label={label}
        invalid={problems || message !== undefined}
        describedBy={message === undefined ? describedBy : messageId}
        onText={change}
      />
      {message && (
        <p id={messageId} className="wrong">
          {message}
        </p>
      )}
    </>
  )
}
