/** Yes or no, with the payload as the person leaves it. It never takes the focus by itself: an Enter meant elsewhere approves nothing. */
import { useCallback, useState } from 'react'
import type { Json } from '#shared/json.ts'
import type { Wait } from '#shared/state/run-state.ts'
import { Markdown } from '../../parts/markdown.tsx'
import { isSend, SendKeys } from '../../parts/send-keys.tsx'
import { CardTitle } from './card-title.tsx'
import { sendDecision } from './decide.ts'
import { useDraft } from './drafts.ts'
import { GrowField } from './grow-field.tsx'
import { editedPayload } from './payload.ts'
import { PayloadView } from './payload-view.tsx'

export interface ApprovalCardProps {
  readonly runId: string
  readonly wait: Extract<Wait, { type: 'approval' }>
  /** Tallest that the payload grows, in px. */
  readonly most: number
}

export function ApprovalCard({ runId, wait, most }: ApprovalCardProps) {
  const [draft, change] = useDraft(wait.id)
  const [asked, setAsked] = useState(false)
  const { request } = wait
  const payload = draft.whole ?? request.payload
  const edit = editedPayload(payload, draft.payload)
  const onWhole = useCallback((whole: Json) => change({ whole }), [change])
  const approve = () => {
    if (draft.sending || edit.wrong) return
    void sendDecision(
      { runId, approvalId: wait.id, decision: 'approved', ...(edit.value !== undefined && { value: edit.value }) },
      change,
    )
  }
  const reject = () => {
    const feedback = draft.feedback?.trim()
    void sendDecision({ runId, approvalId: wait.id, decision: 'rejected', ...(feedback && { feedback }) }, change)
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring its own frame; no landmark, since the inspector may show the same card
    <div className="card-body nodrag nopan" role="group" aria-label={`Approval: ${request.title}`}>
      <CardTitle text={request.title} />
      {request.message && (
        <div className="card-message nowheel">
          <Markdown text={request.message} />
        </div>
      )}
      <PayloadView
        payload={payload}
        draft={draft.payload}
        most={most}
        disabled={draft.sending === true}
        onDraft={(text) => change({ payload: text })}
        onWhole={onWhole}
        onSubmit={approve}
      />
      {draft.step === 'rejecting' ? (
        <RejectForm
          focused={asked}
          feedback={draft.feedback ?? ''}
          sending={draft.sending === true}
          onText={(feedback) => change({ feedback })}
          onSend={reject}
          onCancel={() => change({ step: undefined })}
        />
      ) : (
        <div className="card-actions">
          <button
            type="button"
            className="button small solid"
            disabled={draft.sending === true || edit.wrong !== undefined}
            onClick={approve}
          >
            Approve
          </button>
          <button
            type="button"
            className="button small"
            disabled={draft.sending === true}
            onClick={() => {
              setAsked(true)
              change({ step: 'rejecting' })
            }}
          >
            Reject
          </button>
        </div>
      )}
      {draft.error && (
        <p className="card-wrong" role="alert">
          {draft.error}
        </p>
      )}
    </div>
  )
}

interface RejectFormProps {
  /** Opened here, by the person's own click, so it may take the caret. */
  readonly focused: boolean
  readonly feedback: string
  readonly sending: boolean
  onText(text: string): void
  onSend(): void
  onCancel(): void
}

function RejectForm({ focused, feedback, sending, onText, onSend, onCancel }: RejectFormProps) {
  return (
    <div className="card-reject">
      <GrowField
        className="input nowheel"
        autoFocus={focused}
        aria-label="What should change?"
        placeholder="What should change?"
        most={96}
        value={feedback}
        disabled={sending}
        onText={onText}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onCancel()
          if (!isSend(event)) return
          event.preventDefault()
          onSend()
        }}
      />
      <div className="card-actions">
        <button type="button" className="button small solid" disabled={sending} onClick={onSend}>
          Send <SendKeys />
        </button>
        <button type="button" className="button small quiet" disabled={sending} onClick={onCancel}>
          Cancel
        </button>
      </div>
    </div>
  )
}
