import { useState } from 'react'
import { CallError } from '#shared/ipc/call-error.ts'
import type { Json } from '#shared/json.ts'
import { isRequired } from '#shared/workflow/parameter-value.ts'
import { titleById } from '#shared/workflow/title-of-node.ts'
import type { Parameter } from '#shared/workflow/workflow.ts'
import { beginOnce } from '../actions/begin-once.ts'
import { keyWords } from '../actions/key-words.ts'
import { closeOverlay, type Overlay, useOverlay } from '../actions/overlays.ts'
import { saveAndStart } from '../actions/run-command.ts'
import { errorSentence } from '../bridge/bridge.ts'
import { Keys } from '../parts/keys.tsx'
import { Modal } from '../parts/modal.tsx'
import { SEND_KEYS } from '../parts/send-keys.tsx'
import { readValue, ValueField } from '../parts/value-field.tsx'
import { documentNow } from '../state/documents.ts'
import { tryUpTo } from '../state/try-run.ts'
import { shownTab } from '../state/view.ts'
import { useWorkflows } from '../state/workflows.ts'
import { useCommandLine } from './command-line.ts'
import { callIn } from './completions.ts'
import { SampleRow } from './sample-row.tsx'
import { useTryForm } from './try-form.ts'
import { useFormTexts } from './use-form-texts.ts'

/**
 * The form of a command's parameters: `run-form` is for the command in the bar, `tab-form` for the one in the shown tab,
 * `try-form` for a try of a part of it.
 */
export function RunFormDialog() {
  const open = useOverlay((overlay) => overlay.open)
  const wanted = useTryForm((form) => form.wanted)
  if (open === 'try-form' && wanted) {
    const target = tabTarget()
    return target ? (
      <RunForm
        {...target}
        overlay={open}
        title={`Run up to “${titleById(documentNow(target.commandRef)?.workflow, wanted.nodeId)}”`}
        onRun={async (args) => void (await tryUpTo(wanted, args))}
      />
    ) : null
  }
  if (open !== 'run-form' && open !== 'tab-form') return null
  const ofLine = open === 'run-form' ? barTarget() : undefined
  const target = ofLine ?? tabTarget()
  const run = async (commandRef: string, args: Readonly<Record<string, Json>>) => {
    await saveAndStart(commandRef, args)
    // Another line that waits in the bar is not the one that ran.
    if (ofLine) useCommandLine.setState({ text: '', error: undefined })
  }
  return target ? (
    <RunForm {...target} overlay={open} title={`Run /${target.name}`} onRun={(args) => run(target.commandRef, args)} />
  ) : null
}

interface Target {
  readonly commandRef: string
  readonly name: string
  readonly description: string
  readonly parameters: readonly Parameter[]
  /** As typed in the bar. */
  readonly given: Readonly<Record<string, string>>
}

function barTarget(): Target | undefined {
  const call = callIn(useCommandLine.getState().text, useWorkflows.getState().list)
  if (!call) return undefined
  const { ref, name, description, parameters } = call.command
  return { commandRef: ref, name, description, parameters, given: call.given }
}

function tabTarget(): Target | undefined {
  const document = documentNow(shownTab()?.ref ?? '')
  if (!document?.workflow) return undefined
  const { name, description = '', parameters = [] } = document.workflow
  return { commandRef: document.ref, name, description, parameters, given: {} }
}

interface RunFormProps extends Target {
  /** Which one it is: what a person has opened since stays open when it is done. */
  readonly overlay: Overlay
  readonly title: string
  /** Rejects with a CallError that names the arguments it refuses. */
  onRun(args: Readonly<Record<string, Json>>): Promise<void>
}

function RunForm({ overlay, name, description, parameters, given, title, onRun }: RunFormProps) {
  const form = useFormTexts(name, parameters, given)
  const { texts } = form
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({})
  const [refused, setRefused] = useState('')
  const [starting, setStarting] = useState(false)
  const close = () => {
    form.forget()
    closeOverlay(overlay)
  }
  const send = async (args: Readonly<Record<string, Json>>) => {
    await onRun(args)
    close()
  }
  const refuse = (error: unknown) => {
    const placed = errorsByParameter(parameters, error)
    setErrors(placed)
    if (Object.keys(placed).length === 0) setRefused(errorSentence(error))
    setStarting(false)
  }
  const run = async () => {
    const read = readAll(parameters, texts)
    setErrors(read.errors)
    setRefused('')
    if (Object.keys(read.errors).length > 0) return
    setStarting(true)
    await beginOnce(title, () => send(read.args)).catch(refuse)
  }
  const hear = (event: React.KeyboardEvent) => {
    const inText = event.target instanceof HTMLTextAreaElement
    if (
      event.key !== 'Enter' ||
      event.nativeEvent.isComposing ||
      // The keys that opened the form are still held.
      event.repeat ||
      (inText && !event.ctrlKey && !event.metaKey) ||
      event.target instanceof HTMLButtonElement
    )
      return
    event.preventDefault()
    void run()
  }
  const hasLines = parameters.some(({ type }) => type === 'text' || type === 'json')
  const footer = (
    <>
      <button type="button" className="button" onClick={close}>
        Cancel
      </button>
      <button type="button" className="button solid" disabled={starting} onClick={() => void run()}>
        Run <Keys keys={hasLines ? SEND_KEYS : keyWords('enter')} />
      </button>
    </>
  )
  return (
    <Modal title={title} open onClose={close} footer={footer}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Enter anywhere in the form runs it */}
      <div onKeyDown={hear}>
        {description && <p className="form-about">{description}</p>}
        {parameters.length === 0 && <p className="hint">This command takes no arguments.</p>}
        {parameters.length > 0 && (
          <SampleRow name={name} form={form} onBegin={() => setErrors({})} read={() => readAll(parameters, texts)} />
        )}
        {parameters.map((parameter, index) => (
          <ValueField
            key={parameter.name}
            field={parameter}
            text={texts[parameter.name] ?? ''}
            onChange={(text) => {
              form.type(parameter.name, text)
              setErrors(({ [parameter.name]: _mended, ...others }) => others)
            }}
            required={isRequired(parameter)}
            error={errors[parameter.name]}
            autoFocus={index === 0}
          />
        ))}
        {refused && (
          <p className="wrong" role="alert">
            {refused}
          </p>
        )}
      </div>
    </Modal>
  )
}

function readAll(parameters: readonly Parameter[], texts: Readonly<Record<string, string>>) {
  const args: Record<string, Json> = {}
  const errors: Record<string, string> = {}
  for (const parameter of parameters) {
    const read = readValue(parameter, texts[parameter.name] ?? '', isRequired(parameter))
    if ('error' in read) errors[parameter.name] = read.error
    else if (read.value !== undefined) args[parameter.name] = read.value
  }
  return { args, errors }
}

/** A refusal names the argument it is about; it is shown there. */
function errorsByParameter(parameters: readonly Parameter[], error: unknown): Record<string, string> {
  if (!(error instanceof CallError)) return {}
  const placed = error.problems.flatMap((problem) => {
    const parameter = parameters.find(({ name }) => problem.field === name || problem.field?.endsWith(`.${name}`))
    return parameter ? [[parameter.name, problem.message] as const] : []
  })
  return placed.length === error.problems.length ? Object.fromEntries(placed) : {}
}
