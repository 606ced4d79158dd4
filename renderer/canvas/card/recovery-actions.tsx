/** The app was gone while an effect ran, so it may have happened. Only the person can know. */
import { isSend, SendKeys } from '../../parts/send-keys.tsx'
import { useDraft } from './drafts.ts'
import type { Answers } from './form-values.ts'
import { GrowField } from './grow-field.tsx'
import { parseJson } from './payload.ts'

export interface RecoveryActionsProps {
  readonly waitId: string
  onAnswer(values: Answers): void
}

export function RecoveryActions({ waitId, onAnswer }: RecoveryActionsProps) {
  const [draft, change] = useDraft(waitId)
  const sending = draft.sending === true
  if (draft.step === 'output') {
    const text = draft.payload ?? ''
    const parsed = text.trim() === '' ? undefined : parseJson(text)
    const wrong = parsed && 'wrong' in parsed ? parsed.wrong : undefined
    const goOn = () => {
      if (!sending && wrong === undefined)
        onAnswer({ choice: 'done', ...(parsed && 'value' in parsed && { output: parsed.value }) })
    }
    return (
      <div className="card-reject">
        <label htmlFor={`${waitId}-output`} className="card-hint">
          What it gave, as JSON. Empty where nothing after it reads that.
        </label>
        <GrowField
          id={`${waitId}-output`}
          className="input mono nowheel"
          aria-invalid={wrong !== undefined}
          most={120}
          value={text}
          disabled={sending}
          onText={(payload) => change({ payload })}
          onKeyDown={(event) => {
            if (!isSend(event)) return
            event.preventDefault()
            goOn()
          }}
        />
        {wrong && <p className="card-wrong">{wrong}</p>}
        <div className="card-actions">
          <button type="button" className="button small solid" disabled={sending || wrong !== undefined} onClick={goOn}>
            Go on <SendKeys />
          </button>
          <button
            type="button"
            className="button small quiet"
            disabled={sending}
            onClick={() => change({ step: undefined })}
          >
            Back
          </button>
        </div>
      </div>
    )
  }
  return (
    <div className="card-actions">
      <button
        type="button"
        className="button small solid"
        disabled={sending}
        onClick={() => onAnswer({ choice: 'run-again' })}
      >
        Run again
      </button>
      <button type="button" className="button small" disabled={sending} onClick={() => change({ step: 'output' })}>
        It is done
      </button>
      <button
        type="button"
        className="button small quiet"
        disabled={sending}
        onClick={() => onAnswer({ choice: 'fail' })}
      >
        Fail
      </button>
    </div>
  )
}
