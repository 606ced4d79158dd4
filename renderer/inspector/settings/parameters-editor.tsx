/** What the command is called with: names, types, defaults. */
import { X } from 'lucide-react'
import { useState } from 'react'
import type { Json } from '#shared/json.ts'
import { asText } from '#shared/workflow/as-text.ts'
import type { Problem } from '#shared/workflow/problem.ts'
import { PARAMETER_TYPES, type Parameter, type ParameterType } from '#shared/workflow/workflow.ts'
import { freshParameter, parameterNameProblem, setParameters } from '../../canvas/edit/change-workflow.ts'
import { IconButton } from '../../parts/icon-button.tsx'
import { changeDocument } from '../../state/documents.ts'
import { problemsOf } from '../fields/field-frame.tsx'
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
            <ParameterForm
              parameter={parameter}
              nameProblem={parameterNameProblem(parameters, index, parameter.name)}
              problems={problemsOf(problems, `parameters[${index}]`)}
              onParameter={(next) => change(index, next)}
            />
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
  const wrong = [...(nameProblem ? [nameProblem] : []), ...problems.map((problem) => problem.message)]
  return (
    <fieldset className="form-row form-parameter" aria-label={`Parameter ${name}`}>
      <input
        className="input mono"
        aria-label="Name"
        aria-invalid={nameProblem !== undefined}
        spellCheck={false}
        value={name}
        onChange={(event) => set({ name: event.target.value })}
      />
      <select
        className="input"
        aria-label="Type"
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
      {type === 'enum' && <OptionsField options={parameter.options ?? []} onOptions={(options) => set({ options })} />}
      <DefaultField parameter={parameter} onDefault={(value) => set({ default: value })} />
      <input
        className="input full"
        aria-label="Description"
        placeholder="What it means"
        value={parameter.description ?? ''}
        onChange={(event) => set({ description: event.target.value === '' ? undefined : event.target.value })}
      />
      {wrong.map((message) => (
        <p key={message} className="wrong full">
          {message}
        </p>
      ))}
    </fieldset>
  )
}

/** Options stand in one line, with commas between them; a comma being typed must not vanish. */
function OptionsField({
  options,
  onOptions,
}: {
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
      className="input full"
      aria-label="Options, with commas between them"
      placeholder="quick, deep"
      value={draft ?? options.join(', ')}
      onChange={(event) => {
        setDraft(event.target.value)
        onOptions(read(event.target.value))
      }}
      onBlur={() => setDraft(undefined)}
    />
  )
}

interface DefaultFieldProps {
  readonly parameter: Parameter
  onDefault(value: Json | undefined): void
}

function DefaultField({ parameter, onDefault }: DefaultFieldProps) {
  const [draft, setDraft] = useState<string>()
  const { type } = parameter
  const text =
    parameter.default === undefined
      ? ''
      : type === 'json'
        ? JSON.stringify(parameter.default)
        : asText(parameter.default)
  if (type === 'enum' || type === 'boolean') {
    const options = type === 'boolean' ? ['true', 'false'] : (parameter.options ?? [])
    return (
      <select
        className="input full"
        aria-label="Default"
        value={text}
        onChange={(event) => onDefault(defaultOf(type, event.target.value))}
      >
        <option value="">No default: it must be given</option>
        {options.map((option) => (
          <option key={option} value={option}>
            {option} by default
          </option>
        ))}
      </select>
    )
  }
  return (
    <input
      className="input full"
      aria-label="Default"
      placeholder="No default: it must be given"
      spellCheck={false}
      value={draft ?? text}
      onChange={(event) => {
        setDraft(event.target.value)
        onDefault(defaultOf(type, event.target.value))
      }}
      onBlur={() => setDraft(undefined)}
    />
  )
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
