/** A question with fields: a form, a result with buttons, or what became of an effect when the app was gone. */
import type { EventData } from '#shared/events/event.ts'
import type { FormField } from '#shared/events/form-field.ts'
import type { Json } from '#shared/json.ts'
import type { Wait } from '#shared/state/run-state.ts'
import { Markdown } from '../../parts/markdown.tsx'
import { isSend, SendKeys } from '../../parts/send-keys.tsx'
import { CardTitle } from './card-title.tsx'
import { sendAnswer } from './decide.ts'
import { useDraft } from './drafts.ts'
import { FormFields } from './form-fields.tsx'
import { type Answers, answersOf, missingField } from './form-values.ts'
import { RecoveryActions } from './recovery-actions.tsx'

export interface FormCardProps {
  readonly runId: string
  readonly wait: Extract<Wait, { type: 'input' }>
}

export function FormCard({ runId, wait }: FormCardProps) {
  const [draft, change] = useDraft(wait.id)
  const { request } = wait
  const answer = (values: Answers) => void sendAnswer({ runId, inputId: wait.id, values: { ...values } }, change)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring its own frame; no landmark, since the inspector may show the same card
    <div className="card-body nodrag nopan" role="group" aria-label={`Question: ${request.title}`}>
      <CardTitle text={request.title} />
      {request.message && (
        <div className="card-message nowheel">
          <Markdown text={request.message} />
        </div>
      )}
      {request.purpose === 'recovery' ? (
        <RecoveryActions waitId={wait.id} onAnswer={answer} />
      ) : (
        <Fields request={request} waitId={wait.id} onAnswer={answer} />
      )}
      {draft.error && (
        <p className="card-wrong" role="alert">
          {draft.error}
        </p>
      )}
    </div>
  )
}

interface FieldsProps {
  readonly request: EventData<'input.requested'>
  readonly waitId: string
  onAnswer(values: Answers): void
}

function Fields({ request, waitId, onAnswer }: FieldsProps) {
  const [draft, change] = useDraft(waitId)
  const buttons = buttonsOf(request)
  const fields = request.fields.filter((field) => field !== buttons)
  const given = draft.fields ?? {}
  const hasLines = fields.some(({ type }) => type === 'text' || type === 'json')
  const answers = answersOf(fields, given)
  const missing = missingField(fields, answers.values)
  const blocked = draft.sending === true || answers.wrong !== undefined || missing !== undefined
  const send = () => {
    const [first] = buttons?.options ?? []
    if (!blocked)
      onAnswer(buttons && first !== undefined ? { ...answers.values, [buttons.name]: first } : answers.values)
  }
  const set = (name: string, value: Json) => change({ fields: { ...given, [name]: value } })
  return (
    <form
      className="card-form"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
      onKeyDown={(event) => {
        if (!isSend(event)) return
        event.preventDefault()
        send()
      }}
    >
      <FormFields fields={fields} values={given} disabled={draft.sending === true} idPrefix={waitId} onValue={set} />
      {answers.wrong && (
        <p className="card-wrong" role="alert">
          {answers.wrong}
        </p>
      )}
      <div className="card-actions">
        {buttons ? (
          <Choices
            field={buttons}
            disabled={blocked}
            sentByKeys={hasLines}
            onChoose={(option) => onAnswer({ ...answers.values, [buttons.name]: option })}
          />
        ) : (
          <button type="submit" className="button small solid" disabled={blocked}>
            {request.fields.length === 0 ? 'Continue' : 'Send'} {hasLines && <SendKeys />}
          </button>
        )}
        {missing && <span className="card-hint">{missing} is needed.</span>}
      </div>
    </form>
  )
}

/** The choice that answers a result or a checkpoint stands as buttons below the other fields: a click sends them all. */
function buttonsOf({ purpose, fields }: EventData<'input.requested'>): FormField | undefined {
  return purpose === 'ask' ? undefined : fields.find(({ type, required }) => type === 'enum' && required !== false)
}

interface ChoicesProps {
  readonly field: FormField
  readonly disabled: boolean
  /** The first of them is what the keys send. */
  readonly sentByKeys: boolean
  onChoose(option: string): void
}

function Choices({ field, disabled, sentByKeys, onChoose }: ChoicesProps) {
  return (field.options ?? []).map((option, index) => (
    <button
      key={option}
      type="button"
      className={index === 0 ? 'button small solid' : 'button small'}
      disabled={disabled}
      onClick={() => onChoose(option)}
    >
      {field.optionTitles?.[index] ?? option} {sentByKeys && index === 0 && <SendKeys />}
    </button>
  ))
}
