/** Fields for text: of one line, of many, and of any value that may be text or JSON. */
import { Braces } from 'lucide-react'
import { useRef, useState } from 'react'
import { payloadText } from '../../canvas/card/payload.ts'
import { ExpressionField, type ExpressionFieldHandle } from '../editor/expression-field.tsx'
import { FieldFrame } from './field-frame.tsx'
import { JsonEditor } from './json-editor.tsx'
import { Segmented } from './segmented.tsx'
import type { WidgetProps } from './widget-props.ts'

export interface LineWidgetProps extends WidgetProps {
  /** It begins as a line and may become more. */
  readonly lines?: 'one' | 'many'
}

export function LineWidget({ field, value, problems, context, onValue, lines = 'one' }: LineWidgetProps) {
  return (
    <FieldFrame title={field.title} description={field.description} problems={problems}>
      {({ describedBy }) => (
        <ExpressionField
          describedBy={describedBy}
          single={lines === 'one'}
          compact
          value={typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value)}
          label={field.title}
          placeholder={field.placeholder}
          problems={problems}
          context={context}
          field={field}
          onText={(text) => onValue(text === '' && !field.required ? undefined : text)}
        />
      )}
    </FieldFrame>
  )
}

export function ProseWidget({ field, value, problems, context, onValue }: WidgetProps) {
  const editor = useRef<ExpressionFieldHandle>(null)
  return (
    <FieldFrame
      wide
      title={field.title}
      description={field.description}
      problems={problems}
      aside={<InsertValue into={field.title} onClick={() => editor.current?.openPicker()} />}
    >
      {({ describedBy }) => (
        <ExpressionField
          ref={editor}
          describedBy={describedBy}
          ownButton
          value={typeof value === 'string' ? value : value === undefined ? '' : payloadText(value)}
          label={field.title}
          placeholder={field.placeholder}
          problems={problems}
          context={context}
          field={field}
          onText={(text) => onValue(text === '' && !field.required ? undefined : text)}
        />
      )}
    </FieldFrame>
  )
}

function InsertValue({ into, onClick }: { readonly into: string; readonly onClick: () => void }) {
  return (
    <button type="button" className="form-aside" onClick={onClick}>
      <Braces size={12} aria-hidden="true" />
      Insert value<span className="visually-hidden"> into {into}</span>
    </button>
  )
}

/** Any value: as text, with one expression alone keeping its type, or as JSON. */
export function ValueWidget({ field, value, problems, context, onValue }: WidgetProps) {
  const editor = useRef<ExpressionFieldHandle>(null)
  const [asJson, setAsJson] = useState(value !== undefined && typeof value !== 'string')
  const modes = (
    <span className="form-asides">
      {!asJson && <InsertValue into={field.title} onClick={() => editor.current?.openPicker()} />}
      <Segmented
        mini
        label={`${field.title}: written as`}
        value={asJson ? 'json' : 'text'}
        options={WRITTEN_AS}
        onChoose={(mode) => setAsJson(mode === 'json')}
      />
    </span>
  )
  return (
    <FieldFrame wide title={field.title} description={field.description} problems={problems} aside={modes}>
      {({ describedBy }) =>
        asJson ? (
          <JsonEditor
            describedBy={describedBy}
            label={field.title}
            value={value}
            problems={problems.length > 0}
            onValue={onValue}
          />
        ) : (
          <ExpressionField
            ref={editor}
            describedBy={describedBy}
            ownButton
            value={typeof value === 'string' ? value : value === undefined ? '' : payloadText(value)}
            label={field.title}
            placeholder={field.placeholder}
            problems={problems}
            context={context}
            field={field}
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
