import { foldPanel } from '../state/view.ts'
import { openOverlay } from './overlays.ts'

/** Its list hangs from the sidebar's head, so the sidebar has to be there. */
export function chooseFolder(): void {
  foldPanel('sidebar', false)
  openOverlay('workspace')
}
