/** Fields for text: of one line, of many, and of any value that may be text or JSON. */
import { Braces } from 'lucide-react'
import { useRef, useState } from 'react'
import type { Json } from '#shared/json.ts'
import { parseJson, payloadText } from '../../canvas/card/payload.ts'
import { TextEditor, type TextEditorHandle } from '../editor/text-editor.tsx'
import { FieldFrame } from './field-frame.tsx'
import { Segmented } from './segmented.tsx'
import type { WidgetProps } from './widget-props.ts'

export interface LineWidgetProps extends WidgetProps {
  /** It begins as a line and may become more. */
  readonly lines?: 'one' | 'many'
}

export function LineWidget({ field, value, problems, context, onValue, lines = 'one' }: LineWidgetProps) {
  return (
    <FieldFrame title={field.title} description={field.description} problems={problems}>
      {() => (
        <TextEditor
          single={lines === 'one'}
          compact
          value={typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value)}
          label={field.title}
          placeholder={field.placeholder}
          invalid={problems.some(({ severity }) => severity === 'error')}
          scope={context.scope}
          onNamed={context.onNamed}
          onText={(text) => onValue(text === '' && !field.required ? undefined : text)}
        />
      )}
    </FieldFrame>
  )
}

export function ProseWidget({ field, value, problems, context, onValue }: WidgetProps) {
  const editor = useRef<TextEditorHandle>(null)
  return (
    <FieldFrame
      wide
      title={field.title}
      description={field.description}
      problems={problems}
      aside={<InsertValue onClick={() => editor.current?.insertValue()} />}
    >
      {() => (
        <TextEditor
          ref={editor}
          value={typeof value === 'string' ? value : value === undefined ? '' : payloadText(value)}
          label={field.title}
          placeholder={field.placeholder}
          invalid={problems.some(({ severity }) => severity === 'error')}
          scope={context.scope}
          onNamed={context.onNamed}
          onText={(text) => onValue(text === '' && !field.required ? undefined : text)}
        />
      )}
    </FieldFrame>
  )
}

function InsertValue({ onClick }: { readonly onClick: () => void }) {
  return (
    <button type="button" className="form-aside" onClick={onClick}>
      <Braces size={12} aria-hidden="true" />
      Insert value
    </button>
  )
}

/** Any value: as text, with one expression alone keeping its type, or as JSON. */
export function ValueWidget({ field, value, problems, context, onValue }: WidgetProps) {
  const [asJson, setAsJson] = useState(value !== undefined && typeof value !== 'string')
  const modes = (
    <Segmented
      mini
      label={`${field.title}: written as`}
      value={asJson ? 'json' : 'text'}
      options={WRITTEN_AS}
      onChoose={(mode) => setAsJson(mode === 'json')}
    />
  )
  return (
    <FieldFrame wide title={field.title} description={field.description} problems={problems} aside={modes}>
      {() =>
        asJson ? (
          <JsonEditor label={field.title} value={value} problems={problems.length > 0} onValue={onValue} />
        ) : (
          <TextEditor
            value={typeof value === 'string' ? value : value === undefined ? '' : payloadText(value)}
            label={field.title}
            placeholder={field.placeholder}
            invalid={problems.some(({ severity }) => severity === 'error')}
            scope={context.scope}
            onNamed={context.onNamed}
            onText={(text) => onValue(text === '' && !field.required ? undefined : text)}
          />
        )
      }
    </FieldFrame>
  )
}

const WRITTEN_AS = [
  { value: 'text', title: 'Text' },
  { value: 'json', title: 'JSON' },
] as const

export interface JsonEditorProps {
  readonly label: string
  readonly value: Json | undefined
  readonly problems: boolean
  onValue(value: Json | undefined): void
}

/** JSON under the pen may be wrong for a while: only what can be read becomes the value. */
export function JsonEditor({ label, value, problems, onValue }: JsonEditorProps) {
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
        onText={change}
      />
      {message && <p className="wrong">{message}</p>}
    </>
  )
}
