import { type RefObject, useEffect } from 'react'
import type { Problem } from '#shared/workflow/problem.ts'
import { fieldIsReached, useAskedField } from '../../state/asked-field.ts'

/** What takes the focus of a field. */
export const CONTROL = '.cm-content, input, textarea, select, button, [role="combobox"]'

/** Gives the focus to the control of a field whose problem a person went to. The innermost field that has the problem takes it. */
export function useAskedControl(control: RefObject<HTMLElement | null>, problems: readonly Problem[]): void {
  const asked = useAskedField((state) => state.asked)
  useEffect(() => {
    if (!asked || !problems.some(({ nodeId, field }) => nodeId === asked.nodeId && field === asked.field)) return
    // An editor is there a moment after its frame.
    const frame = requestAnimationFrame(() => {
      if (useAskedField.getState().asked !== asked) return
      const found = control.current?.querySelector<HTMLElement>(CONTROL)
      if (!found) return
      fieldIsReached()
      found.focus({ preventScroll: true })
      control.current?.scrollIntoView({ block: 'nearest' })
    })
    return () => cancelAnimationFrame(frame)
  }, [asked, problems, control])
}
