import { useState } from 'react'
import { toast } from 'sonner'
import { closeOverlay, useOverlay } from '../actions/overlays.ts'
import { bridge, errorSentence } from '../bridge/bridge.ts'
import { Modal } from '../parts/modal.tsx'
import { documentNow, saveDocument } from '../state/documents.ts'
import { shownTab } from '../state/view.ts'

/** Saves, and gives what was saved a name among the versions. */
export function NameVersionDialog() {
  const open = useOverlay((overlay) => overlay.open === 'name-version')
  return open ? <NameVersionForm /> : null
}

function NameVersionForm() {
  const [name, setName] = useState('')
  const close = () => closeOverlay('name-version')
  const keep = async (event?: React.FormEvent) => {
    event?.preventDefault()
    if (name.trim() === '') return
    close()
    await saveAs(name.trim()).catch((error: unknown) => toast.error(errorSentence(error)))
  }
  const footer = (
    <>
      <button type="button" className="button" onClick={close}>
        Cancel
      </button>
      <button type="button" className="button solid" disabled={name.trim() === ''} onClick={() => void keep()}>
        Save version
      </button>
    </>
  )
  return (
    <Modal title="Save as a version" open onClose={close} footer={footer}>
      <form onSubmit={(event) => void keep(event)}>
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
            onChange={(event) => setName(event.target.value)}
          />
          <p className="hint">A version with a name is never removed.</p>
        </div>
      </form>
    </Modal>
  )
}

async function saveAs(name: string): Promise<void> {
  const tab = shownTab()
  const ref = tab && documentNow(tab.ref)?.dirty ? await saveDocument(tab.ref) : tab?.ref
  const workflow = documentNow(ref ?? '')?.workflow
  if (ref == null || !workflow) return
  await bridge.call('versions.keep', { ref, workflow, reason: 'named', name })
  toast(`Saved as “${name}”.`)
}
