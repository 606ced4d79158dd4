/** Fields for text: of one line, of many, and of any value that may be text or JSON. */
import { Braces } from 'lucide-react'
import { useRef, useState } from 'react'
import type { Json } from '#shared/json.ts'
import { payloadText } from '../../canvas/card/payload.ts'
import { useUnreadText } from '../../state/unread-texts.ts'
import { ExpressionField, type ExpressionFieldHandle, type ExpressionFieldProps } from '../editor/expression-field.tsx'
import { FieldFrame } from './field-frame.tsx'
import { JsonEditor } from './json-editor.tsx'
import { Segmented } from './segmented.tsx'
import type { WidgetProps } from './widget-props.ts'

export interface LineWidgetProps extends WidgetProps {
  /** It begins as a line and may become more. */
  readonly lines?: 'one' | 'many'
}

export function LineWidget({ lines = 'one', ...props }: LineWidgetProps) {
  const { field, value, problems } = props
  return (
    <FieldFrame title={field.title} description={field.description} problems={problems}>
      {({ describedBy }) => (
        <FieldText {...props} describedBy={describedBy} single={lines === 'one'} compact text={lineText(value)} />
      )}
    </FieldFrame>
  )
}

const lineText = (value: Json | undefined): string =>
  typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value)

export function ProseWidget(props: WidgetProps) {
  const { field, problems } = props
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
        <FieldText {...props} ref={editor} describedBy={describedBy} ownButton text={proseText(props.value)} />
      )}
    </FieldFrame>
  )
}

/** Text for people, which nothing is put into. */
export function RemarkWidget({ field, value, problems, onValue }: WidgetProps) {
  return (
    <FieldFrame wide title={field.title} description={field.description} problems={problems}>
      {({ id, describedBy }) => (
        <textarea
          id={id}
          className="input"
          rows={4}
          aria-describedby={describedBy}
          value={proseText(value)}
          onChange={(event) => onValue(event.target.value)}
        />
      )}
    </FieldFrame>
  )
}

const proseText = (value: Json | undefined): string => (value === undefined ? '' : payloadText(value))

interface FieldTextProps
  extends WidgetProps,
    Pick<ExpressionFieldProps, 'describedBy' | 'single' | 'compact' | 'ownButton' | 'ref'> {
  /** Its value as it is written. */
  readonly text: string
}

/** The editor of a field that is text. What is left empty goes out of the file, unless it is required. */
function FieldText({ field, text, value: _value, onValue, ...editor }: FieldTextProps) {
  return (
    <ExpressionField
      {...editor}
      value={text}
      label={field.title}
      placeholder={field.placeholder}
      field={field}
      onText={(next) => onValue(next === '' && !field.required ? undefined : next)}
    />
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
export function ValueWidget(props: WidgetProps) {
  const { field, value, problems, context, onValue } = props
  const editor = useRef<ExpressionFieldHandle>(null)
  const place = { documentRef: context.documentRef, nodeId: context.nodeId, field: props.path ?? field.name }
  const isUnread = useUnreadText(place, value) !== undefined
  const [asJson, setAsJson] = useState(isUnread || (value !== undefined && typeof value !== 'string'))
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
            place={place}
            problems={problems.length > 0}
            onValue={onValue}
          />
        ) : (
          <FieldText {...props} ref={editor} describedBy={describedBy} ownButton text={proseText(value)} />
        )
      }
    </FieldFrame>
  )
}

const WRITTEN_AS = [
  { value: 'text', title: 'Text' },
  { value: 'json', title: 'JSON' },
] as const
