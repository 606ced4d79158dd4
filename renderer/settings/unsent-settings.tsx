/** What a person typed and did not send is kept so that no crash takes it: where, for how long, and how it is forgotten. */
import { hasSystemMenu } from '../bridge/bridge.ts'
import { forgetUnsent, KEPT_DAYS, useUnsentCount } from '../state/unsent.ts'

export function UnsentSettings() {
  const count = useUnsentCount()
  const where = hasSystemMenu ? 'with this app’s data' : 'in this browser'
  return (
    <div className="field">
      <span className="label">Not sent</span>
      <span className="settings-amount">
        {count === 0 ? 'Nothing is kept.' : count === 1 ? '1 text is kept.' : `${count} texts are kept.`}
        <button type="button" className="button small" disabled={count === 0} onClick={() => void forgetUnsent()}>
          Forget
        </button>
      </span>
      <p className="hint">
        What you type and do not send (a line, arguments, an answer, JSON that cannot be read yet) is kept {where} as
        plain text for {KEPT_DAYS} days, so that a crash takes none of it. Keys are never kept so, nor fields with names
        such as password or token.
      </p>
    </div>
  )
}
