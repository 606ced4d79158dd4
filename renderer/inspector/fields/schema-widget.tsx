/** The shape that an answer must have: text as it comes, or a JSON Schema. */
import { useRef } from 'react'
import type { Json } from '#shared/json.ts'
import { FieldFrame } from './field-frame.tsx'
import { JsonEditor } from './json-editor.tsx'
import { Segmented } from './segmented.tsx'
import type { WidgetProps } from './widget-props.ts'

const FIRST_SCHEMA: Json = {
  type: 'object',
  properties: { answer: { type: 'string' } },
  required: ['answer'],
  additionalProperties: false,
}

const KINDS_OF_ANSWER = [
  { value: 'text', title: 'Text' },
  { value: 'json', title: 'JSON schema' },
] as const

export function SchemaWidget({ field, path = field.name, value, problems, context, onValue }: WidgetProps) {
  // Going to text and back must not lose a schema.
  const last = useRef<Json>(FIRST_SCHEMA)
  if (value !== undefined) last.current = value
  const structured = value !== undefined
  return (
    <>
      <FieldFrame title={field.title} description={structured ? field.description : undefined} problems={problems}>
        {() => (
          <Segmented
            label={field.title}
            value={structured ? 'json' : 'text'}
            options={KINDS_OF_ANSWER}
            onChoose={(kind) => onValue(kind === 'json' ? last.current : undefined)}
          />
        )}
      </FieldFrame>
      {structured && (
        <div className="form-field wide">
          <JsonEditor
            label={`${field.title}: JSON schema`}
            value={value}
            place={{ documentRef: context.documentRef, nodeId: context.nodeId, field: path }}
            problems={problems.length > 0}
            onValue={(next) => onValue(next ?? last.current)}
          />
        </div>
      )}
    </>
  )
}
