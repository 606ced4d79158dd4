import { ChevronUp } from 'lucide-react'
import { IconButton } from '../parts/icon-button.tsx'
import { foldPanel } from '../state/view.ts'

/** In the folded panel, the way back to the transcript. */
export function UnfoldButton() {
  return (
    <IconButton
      icon={ChevronUp}
      label="Show the transcript"
      action="fold-bottom"
      side="top"
      onClick={() => foldPanel('bottom', false)}
    />
  )
}
