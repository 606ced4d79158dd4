import type { MouseEvent } from 'react'
import type { Fix } from '#shared/workflow/fix.ts'
import { mend } from '../../canvas/mend.ts'
import { shownTab } from '../../state/view.ts'
import { CONTROL } from './use-asked-control.ts'

/** Mends what a form tells of. It goes with its problem; the focus stays at the field that it was about, else at the form's first. */
export function MendButton({ fix }: { readonly fix: Fix }) {
  const press = ({ currentTarget }: MouseEvent<HTMLElement>) => {
    const field = currentTarget.closest('.form-field')
    const form = currentTarget.closest('form')
    if (!mend(shownTab()?.ref ?? '', fix)) return
    requestAnimationFrame(() => {
      const next = field?.isConnected ? field : form?.querySelector('.form-field')
      next?.querySelector<HTMLElement>(CONTROL)?.focus()
    })
  }
  return (
    <button type="button" className="button small" onClick={press}>
      {fix.label}
    </button>
  )
}
