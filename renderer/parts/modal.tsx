import { X } from 'lucide-react'
import { Dialog } from 'radix-ui'
import type { ReactNode } from 'react'
import { useFocusBack } from './focus-back.ts'
import { hearsEscape } from './hears-escape.ts'

export interface ModalProps {
  readonly title: string
  readonly open: boolean
  readonly onClose: () => void
  readonly className?: string
  readonly children: ReactNode
  /** Buttons below; the dialog's body scrolls above them. */
  readonly footer?: ReactNode
}

/** A dialog that takes the focus and gives it back. */
export function Modal({ title, open, onClose, className = '', children, footer }: ModalProps) {
  const giveFocusBack = useFocusBack(open)
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="scrim" />
        <Dialog.Content
          className={`dialog ${className}`}
          aria-describedby={undefined}
          onOpenAutoFocus={focusFirstField}
          onCloseAutoFocus={giveFocusBack}
          onEscapeKeyDown={(event) => (listIsOpen() || hearsEscape(event.target)) && event.preventDefault()}
          onInteractOutside={(event) => isInList(event.target) && event.preventDefault()}
        >
          <header>
            <Dialog.Title>{title}</Dialog.Title>
            <Dialog.Close asChild>
              {/* No tooltip of ours: Esc would close that first, and the dialog only when pressed again. */}
              <button type="button" className="icon-button" aria-label="Close" title="Close (Esc)">
                <X size={14} aria-hidden="true" />
              </button>
            </Dialog.Close>
          </header>
          <div className="body">{children}</div>
          {footer && <footer>{footer}</footer>}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

/** An editor's list lies beside the dialog and belongs to it: Esc closes it first, and a click on it is none outside. */
const listIsOpen = (): boolean => document.querySelector('.cm-tooltip-autocomplete') !== null
const isInList = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('.cm-tooltip') !== null

/** The first thing to fill in, or the button that agrees where one can already, or the dialog; not the button that closes. */
function focusFirstField(event: Event): void {
  const dialog = event.currentTarget
  if (!(dialog instanceof HTMLElement)) return
  const first =
    dialog.querySelector<HTMLElement>(
      '.body [autofocus], .body :is(input, textarea, select, [role="switch"], [contenteditable="true"]):not(:disabled)',
    ) ?? dialog.querySelector<HTMLElement>(':is(footer .solid, .body button):not(:disabled)')
  event.preventDefault()
  const target = first ?? dialog
  target.focus()
  // As by Tab: what is suggested there is typed over.
  if (target instanceof HTMLInputElement) target.select()
}
