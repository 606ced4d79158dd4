import { toast } from 'sonner'
import { closeOverlay, useOverlay } from '../actions/overlays.ts'
import { bridge } from '../bridge/bridge.ts'
import { FormDialog, useAgreement } from '../parts/form-dialog.tsx'
import { documentNow, saveDocument } from '../state/documents.ts'
import { keepUnsent, useUnsent } from '../state/unsent.ts'
import { shownTab } from '../state/view.ts'

const UNSENT = 'version-name'

/** Saves, and gives what was saved a name among the versions. */
export function NameVersionDialog() {
  const open = useOverlay((overlay) => overlay.open === 'name-version')
  return open ? <NameVersionForm /> : null
}

function NameVersionForm() {
  const kept = useUnsent(UNSENT)
  const name = typeof kept === 'string' ? kept : ''
  const close = () => {
    keepUnsent(UNSENT, undefined)
    closeOverlay('name-version')
  }
  const agreement = useAgreement(() => saveAs(name.trim()), close)
  return (
    <FormDialog
      title="Save as a version"
      yes="Save version"
      agreement={agreement}
      ready={name.trim() !== '' && agreement.refused === undefined}
      onClose={close}
    >
      <div className="field">
        <label className="label" htmlFor="version-name">
          Name
        </label>
        <input
          id="version-name"
          className="input"
          placeholder="Before the rewrite"
          maxLength={200}
          value={name}
          aria-describedby="version-name-hint"
          aria-invalid={agreement.refused !== undefined}
          onChange={(event) => {
            keepUnsent(UNSENT, event.target.value)
            agreement.changed()
          }}
        />
        {agreement.refused === undefined ? (
          <p id="version-name-hint" className="hint">
            A version with a name is never removed.
          </p>
        ) : (
          <p id="version-name-hint" className="wrong" role="alert">
            {agreement.refused}
          </p>
        )}
      </div>
    </FormDialog>
  )
}

/** Resolves with why it was not saved. */
async function saveAs(name: string): Promise<string | undefined> {
  const tab = shownTab()
  const ref = tab && documentNow(tab.ref)?.dirty ? await saveDocument(tab.ref) : tab?.ref
  const { workflow, error } = documentNow(ref ?? tab?.ref ?? '') ?? {}
  if (ref == null || !workflow) return error ?? 'The command could not be saved, so there is nothing to name.'
  await bridge.call('versions.keep', { ref, workflow, reason: 'named', name })
  toast(`Saved as “${name}”.`)
  return undefined
}
