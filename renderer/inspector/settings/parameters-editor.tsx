/** What the command is called with: names, types, defaults. */
import { X } from 'lucide-react'
import { useState } from 'react'
import { sameJson } from '#shared/same-json.ts'
import type { Problem } from '#shared/workflow/problem.ts'
import { PARAMETER_TYPES, type Parameter, type ParameterType } from '#shared/workflow/workflow.ts'
import { freshParameter, parameterNameProblem, setParameters } from '../../canvas/edit/change-workflow.ts'
import { IconButton } from '../../parts/icon-button.tsx'
import { changeDocument } from '../../state/documents.ts'
import type { FieldPlace } from '../../state/unread-texts.ts'
import { FieldFrame, problemsOf } from '../fields/field-frame.tsx'
import { Add } from '../fields/list-widgets.tsx'
import { DefaultField } from './default-field.tsx'

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
                place={{ documentRef, nodeId: '', field: `parameters[${index}].default` }}
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
  /** Of its default. */
  readonly place: FieldPlace
  readonly nameProblem: string | undefined
  readonly problems: readonly Problem[]
  onParameter(parameter: Parameter): void
}

function ParameterForm({ parameter, place, nameProblem, problems, onParameter }: ParameterFormProps) {
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
  const ofDefault = problemsOf(problems, place.field)
  const others = problems.filter((problem) => !ofDefault.includes(problem))
  const wrong = [...named, ...others.filter(({ severity }) => !typing || severity === 'error')]
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
      <FieldFrame title="Default" wide={type === 'json'} problems={ofDefault}>
        {({ id }) => (
          <DefaultField id={id} parameter={parameter} place={place} onDefault={(value) => set({ default: value })} />
        )}
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
