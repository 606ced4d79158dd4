/** What another command is given: a line for each of its parameters, and for what it does not know. */
import { X } from 'lucide-react'
import { isJsonObject, type Json } from '#shared/json.ts'
import { asText } from '#shared/workflow/as-text.ts'
import type { Parameter } from '#shared/workflow/workflow.ts'
import { IconButton } from '../../parts/icon-button.tsx'
import { commandNamed, useWorkflows } from '../../state/workflows.ts'
import { ExpressionField } from '../editor/expression-field.tsx'
import { FieldFrame } from './field-frame.tsx'
import { MapWidget } from './list-widgets.tsx'
import { LineWidget } from './text-widgets.tsx'
import type { WidgetProps } from './widget-props.ts'

export function ArgumentsWidget(props: WidgetProps) {
  const { field, value, problems, context, onValue } = props
  const list = useWorkflows((workflows) => workflows.list)
  const name = context.workflow()?.nodes.find(({ id }) => id === context.nodeId)?.config?.name
  const command = typeof name === 'string' ? commandNamed(list, name.replace(/^\//, '')) : undefined
  if (typeof value === 'string') return <LineWidget {...props} />
  // A command that is named by an expression, or not there, says nothing of its parameters.
  if (!command) return <MapWidget {...props} />
  const given = isJsonObject(value) ? value : {}
  const unknown = Object.keys(given).filter((key) => !command.parameters.some((parameter) => parameter.name === key))
  const put = (key: string, next: Json | undefined) => {
    const { [key]: _before, ...rest } = given
    const all = next === undefined ? rest : { ...given, [key]: next }
    onValue(Object.keys(all).length === 0 && !field.required ? undefined : all)
  }
  const editor = (key: string, describedBy: string | undefined, parameter?: Parameter) => (
    <ExpressionField
      describedBy={problems.length > 0 ? describedBy : undefined}
      single
      compact
      value={asText(given[key])}
      label={`${field.title}: ${key}`}
      placeholder={parameter ? startWords(parameter) : undefined}
      context={context}
      onText={(text) => put(key, text === '' ? undefined : read(text, parameter))}
    />
  )
  return (
    <FieldFrame wide title={field.title} description={field.description} problems={problems}>
      {({ describedBy }) => (
        <ul className="form-arguments">
          {command.parameters.map((parameter) => (
            <li key={parameter.name}>
              <span className="mono cut" title={parameter.description}>
                {parameter.name}
              </span>
              {editor(parameter.name, describedBy, parameter)}
            </li>
          ))}
          {unknown.map((key) => (
            <li key={key}>
              <span className="mono cut warned">{key}</span>
              {editor(key, describedBy)}
              <IconButton icon={X} small label={`Remove ${key}`} onClick={() => put(key, undefined)} />
            </li>
          ))}
          {command.parameters.length === 0 && unknown.length === 0 && (
            <li className="hint">/{command.name} takes none.</li>
          )}
        </ul>
      )}
    </FieldFrame>
  )
}

function startWords({ default: start, required }: Parameter): string {
  if (start !== undefined) return asText(start)
  return required === false ? '' : 'needed'
}

/** A number is written as one; text, and an expression, as it is. */
function read(text: string, parameter: Parameter | undefined): Json {
  if (text.includes('{{')) return text
  if (parameter?.type === 'number' && text.trim() !== '' && Number.isFinite(Number(text))) return Number(text)
  if (parameter?.type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true'
  return text
}
