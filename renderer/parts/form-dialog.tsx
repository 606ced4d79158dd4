/** A dialog that asks for something and then does it. Enter agrees; where it is refused, it stays and says why. */
import { type FormEvent, type ReactNode, useState } from 'react'
import { errorSentence } from '../bridge/bridge.ts'
import { Modal } from './modal.tsx'

export interface Agreement {
  readonly busy: boolean
  /** Why it was refused, until something is changed. */
  readonly refused: string | undefined
  /** Something was changed, so that the refusal is about what is not there any more. */
  changed(): void
  agree(): Promise<void>
}

/** `deed` resolves with why not, as a sentence, or undefined where it is done; then the dialog closes. A rejection is a refusal. */
export function useAgreement(deed: () => Promise<string | undefined>, onClose: () => void): Agreement {
  const [refused, setRefused] = useState<string>()
  const [busy, setBusy] = useState(false)
  const agree = async () => {
    if (busy) return
    setBusy(true)
    const why = await deed().catch((error: unknown) => errorSentence(error))
    setBusy(false)
    if (why === undefined) onClose()
    else setRefused(why)
  }
  return { busy, refused, changed: () => setRefused(undefined), agree }
}

export interface FormDialogProps {
  readonly title: string
  /** What agreeing is called. */
  readonly yes: string
  readonly agreement: Agreement
  /** Whether what was filled in will do. */
  readonly ready: boolean
  readonly onClose: () => void
  readonly children: ReactNode
  /** Below the form, and no part of it. */
  readonly below?: ReactNode
}

export function FormDialog({ title, yes, agreement, ready, onClose, children, below }: FormDialogProps) {
  const may = ready && !agreement.busy
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (may) void agreement.agree()
  }
  const footer = (
    <>
      <button type="button" className="button" onClick={onClose}>
        Cancel
      </button>
      <button type="button" className="button solid" disabled={!may} onClick={() => void agreement.agree()}>
        {yes}
      </button>
    </>
  )
  return (
    <Modal title={title} open onClose={onClose} footer={footer}>
      <form onSubmit={submit}>{children}</form>
      {below}
    </Modal>
  )
}
