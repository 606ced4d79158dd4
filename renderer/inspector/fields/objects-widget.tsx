/** A list of objects, each with a small form of its own: cases, buttons, messages, fields of a form. */
import { Fragment, type ReactNode } from 'react'
import { isJsonObject, type Json } from '#shared/json.ts'
import { FieldFrame, problemsOf } from './field-frame.tsx'
import { type FieldSchema, usedFields } from './json-schema.ts'
import { Add, Rows } from './list-widgets.tsx'
import { LineWidget } from './text-widgets.tsx'
import type { WidgetProps } from './widget-props.ts'

export interface ObjectsWidgetProps extends WidgetProps {
  /** The control of one field of an object: any widget, so it is handed in. */
  readonly renderPart: (props: WidgetProps) => ReactNode
}

export function ObjectsWidget({ renderPart, ...props }: ObjectsWidgetProps) {
  const { field, value, problems, context, onValue } = props
  if (typeof value === 'string') return <LineWidget {...props} />
  const items = Array.isArray(value) ? value : []
  const schema = field.item ?? []
  const put = (next: readonly Json[]) => onValue(next.length === 0 && !field.required ? undefined : [...next])
  const own = problems.filter((problem) => problem.field === field.name)
  return (
    <FieldFrame
      wide
      title={field.title}
      description={field.description}
      problems={own}
      aside={<Add what={field.title} onClick={() => put([...items, freshItem(schema, items)])} />}
    >
      {() => (
        <Rows items={items} what={field.title} onItems={put}>
          {(item, index) => (
            <fieldset className="form-object" aria-label={`${field.title} ${index + 1}`}>
              {usedFields(schema, isJsonObject(item) ? item : {}).map((part) => (
                <Fragment key={part.name}>
                  {renderPart({
                    field: part,
                    path: `${field.name}[${index}].${part.name}`,
                    value: isJsonObject(item) ? item[part.name] : undefined,
                    problems: problemsOf(problems, `${field.name}[${index}].${part.name}`),
                    context,
                    onValue: (next) =>
                      put(items.map((other, at) => (at === index ? withField(other, part.name, next) : other))),
                  })}
                </Fragment>
              ))}
            </fieldset>
          )}
        </Rows>
      )}
    </FieldFrame>
  )
}

function withField(item: Json, name: string, value: Json | undefined): Json {
  const { [name]: _before, ...rest } = isJsonObject(item) ? item : {}
  return value === undefined ? rest : { ...(isJsonObject(item) ? item : {}), [name]: value }
}

/** Required fields get a beginning, and names one that is free. */
function freshItem(schema: readonly FieldSchema[], items: readonly Json[]): Json {
  const item: Record<string, Json> = {}
  for (const field of schema) {
    if (!field.required) continue
    if (field.options.length > 0) item[field.name] = field.options[0] ?? ''
    else if (field.widget === 'switch') item[field.name] = false
    else if (field.widget === 'expression') item[field.name] = '{{ true }}'
    else item[field.name] = freeWord(field, items)
  }
  return item
}

const NAMES: ReadonlySet<string> = new Set(['port', 'name'])

function freeWord(field: FieldSchema, items: readonly Json[]): string {
  if (!NAMES.has(field.name)) return ''
  const taken = new Set(items.map((item) => (isJsonObject(item) ? item[field.name] : undefined)))
  for (let count = items.length + 1; ; count += 1)
    if (!taken.has(`${field.name}${count}`)) return `${field.name}${count}`
}
