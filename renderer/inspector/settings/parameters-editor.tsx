/** What the command is called with: names, types, defaults. */
import { X } from 'lucide-react'
import { useState } from 'react'
import type { Json } from '#shared/json.ts'
import { sameJson } from '#shared/same-json.ts'
import { asText } from '#shared/workflow/as-text.ts'
import type { Problem } from '#shared/workflow/problem.ts'
import { PARAMETER_TYPES, type Parameter, type ParameterType } from '#shared/workflow/workflow.ts'
import { freshParameter, parameterNameProblem, setParameters } from '../../canvas/edit/change-workflow.ts'
import { IconButton } from '../../parts/icon-button.tsx'
import { changeDocument } from '../../state/documents.ts'
import { FieldFrame, problemsOf } from '../fields/field-frame.tsx'
import { Add } from '../fields/list-widgets.tsx'

export interface ParametersEditorProps {
  readonly documentRef: string
  readonly parameters: readonly Parameter[]
  readonly problems: readonly Problem[]
}

export function ParametersEditor({ documentRef, parameters, problems }: ParametersEditorProps) {
  const put = (next: readonly Parameter[], coalesce?: string) =>
    changeDocument(documentRef, (workflow) => setParameters(workflow, next), coalesce)
  const change = (index: number, parameter: Parameter) =>
    put(
      parameters.map((other, at) => (at === index ? parameter : other)),
      `#parameter ${index}`,
    )
  return (
    <div className="form-field wide">
      <div className="form-label">
        <span>Parameters</span>
        <Add what="Parameters" onClick={() => put([...parameters, freshParameter(parameters)])} />
      </div>
      {parameters.length === 0 && <p className="hint">It is called without arguments.</p>}
      <ul className="form-rows">
        {parameters.map((parameter, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a parameter's name changes while it is typed, its place does not
          <li key={index}>
            <div className="form-row">
              <ParameterForm
                parameter={parameter}
                nameProblem={parameterNameProblem(parameters, index, parameter.name)}
                problems={problemsOf(problems, `parameters[${index}]`)}
                onParameter={(next) => change(index, next)}
              />
            </div>
            <IconButton
              icon={X}
              small
              label={`Remove the parameter ${parameter.name}`}
              onClick={() => put(parameters.filter((_other, at) => at !== index))}
            />
          </li>
        ))}
      </ul>
    </div>
  )
}

interface ParameterFormProps {
  readonly parameter: Parameter
  readonly nameProblem: string | undefined
  readonly problems: readonly Problem[]
  onParameter(parameter: Parameter): void
}

function ParameterForm({ parameter, nameProblem, problems, onParameter }: ParameterFormProps) {
  const { name, type } = parameter
  const set = (part: Partial<Parameter>) => {
    const next = { ...parameter, ...part }
    onParameter(Object.fromEntries(Object.entries(next).filter(([, value]) => value !== undefined)) as Parameter) // name and type are always there
  }
  const named: readonly Problem[] = nameProblem
    ? [{ severity: 'error', code: 'parameter.name', message: nameProblem }]
    : []
  // Nothing can read a parameter that is only just being named.
  const [typing, setTyping] = useState(false)
  const wrong = [...named, ...problems.filter(({ severity }) => !typing || severity === 'error')]
  return (
    <fieldset
      className="form-object"
      aria-label={`Parameter ${name}`}
      onChange={() => setTyping(true)}
      onBlur={(event) => event.currentTarget.contains(event.relatedTarget) || setTyping(false)}
    >
      <FieldFrame title="Name" problems={wrong}>
        {({ id }) => (
          <input
            id={id}
            className="input mono"
            aria-invalid={nameProblem !== undefined}
            spellCheck={false}
            value={name}
            onChange={(event) => set({ name: event.target.value })}
          />
        )}
      </FieldFrame>
      <FieldFrame title="Type">
        {({ id }) => (
          <select
            id={id}
            className="input"
            value={type}
            onChange={(event) => {
              const next = event.target.value as ParameterType // the options are the types
              set({
                type: next,
                default: undefined,
                options: next === 'enum' ? (parameter.options ?? ['first', 'second']) : undefined,
              })
            }}
          >
            {PARAMETER_TYPES.map((each) => (
              <option key={each}>{each}</option>
            ))}
          </select>
        )}
      </FieldFrame>
      {type === 'enum' && (
        <FieldFrame title="Options">
          {({ id }) => (
            <OptionsField id={id} options={parameter.options ?? []} onOptions={(options) => set({ options })} />
          )}
        </FieldFrame>
      )}
      <FieldFrame title="Default">
        {({ id }) => <DefaultField id={id} parameter={parameter} onDefault={(value) => set({ default: value })} />}
      </FieldFrame>
      <FieldFrame title="Description">
        {({ id }) => (
          <input
            id={id}
            className="input"
            placeholder="What it means"
            value={parameter.description ?? ''}
            onChange={(event) => set({ description: event.target.value === '' ? undefined : event.target.value })}
          />
        )}
      </FieldFrame>
    </fieldset>
  )
}

/** Options stand in one line, with commas between them; a comma being typed must not vanish. */
function OptionsField({
  id,
  options,
  onOptions,
}: {
  readonly id: string
  readonly options: readonly string[]
  onOptions(options: string[]): void
}) {
  const [draft, setDraft] = useState<string>()
  const read = (text: string) =>
    text
      .split(',')
      .map((option) => option.trim())
      .filter((option) => option !== '')
  return (
    <input
      id={id}
      className="input"
      placeholder="quick, deep"
      // An undo may have changed them since.
      value={draft !== undefined && sameJson(read(draft), options) ? draft : options.join(', ')}
      onChange={(event) => {
        setDraft(event.target.value)
        onOptions(read(event.target.value))
      }}
      onBlur={() => setDraft(undefined)}
    />
  )
}

interface DefaultFieldProps {
  readonly id: string
  readonly parameter: Parameter
  onDefault(value: Json | undefined): void
}

function DefaultField({ id, parameter, onDefault }: DefaultFieldProps) {
  const [draft, setDraft] = useState<string>()
  const { type } = parameter
  const text = defaultText(parameter)
  if (type === 'enum' || type === 'boolean') {
    const options = type === 'boolean' ? ['true', 'false'] : (parameter.options ?? [])
    return (
      <select
        id={id}
        className="input"
        value={text}
        onChange={(event) => onDefault(defaultOf(type, event.target.value))}
      >
        <option value="">{withoutDefault(parameter)}</option>
        {options.map((option) => (
          <option key={option} value={option}>
            {option}
          </option>
        ))}
      </select>
    )
  }
  return (
    <input
      id={id}
      className="input"
      placeholder={withoutDefault(parameter)}
      spellCheck={false}
      // An undo may have changed it since.
      value={draft !== undefined && sameJson(defaultOf(type, draft), parameter.default) ? draft : text}
      onChange={(event) => {
        setDraft(event.target.value)
        onDefault(defaultOf(type, event.target.value))
      }}
      onBlur={() => setDraft(undefined)}
    />
  )
}

function defaultText({ type, default: value }: Parameter): string {
  if (value === undefined) return ''
  return type === 'json' ? JSON.stringify(value) : asText(value)
}

/** What an empty field means. */
function withoutDefault({ default: value, required }: Parameter): string {
  if (value !== undefined) return 'empty'
  return required === false ? 'none: it may be left out' : 'none: it must be given'
}

/** What cannot be a value of the type yet stays text; the check of the file says so. */
function defaultOf(type: ParameterType, text: string): Json | undefined {
  if (text === '') return undefined
  if (type === 'boolean') return text === 'true'
  if (type === 'number') return Number.isFinite(Number(text)) ? Number(text) : text
  if (type !== 'json') return text
  try {
    return JSON.parse(text) as Json // what JSON.parse gives is JSON
  } catch {
    return text
  }
}
