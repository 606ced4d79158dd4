import { Toaster } from 'sonner'

/** A sentence stands so long for whoever reads slowly, and longer where it offers a way on. */
const TOAST_MS = 8_000

/** What is told of what is elsewhere. */
export function Toasts() {
  return (
    <div onClickCapture={giveFocusBackFirst}>
      <Toaster
        position="bottom-right"
        offset={{ bottom: 64, right: 14 }}
        visibleToasts={3}
        duration={TOAST_MS}
        gap={8}
        toastOptions={{ unstyled: true, classNames: { toast: 'toast' } }}
      />
    </div>
  )
}

/** The toasts give the focus back once it leaves them: from a dialog that their button opens, it would go below that. */
function giveFocusBackFirst({ target }: React.MouseEvent): void {
  const button = target instanceof Element && target.closest('[data-button]')
  if (button instanceof HTMLElement) button.blur()
}
