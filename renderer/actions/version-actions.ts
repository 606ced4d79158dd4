/** The versions of the shown command: the list with its comparison, and saving under a name. */
import { GitCompare, Tag, X } from 'lucide-react'
import { shownTab } from '../state/view.ts'
import { closeVersions, comparisonNow, openVersions } from '../versions/comparison.ts'
import type { Action } from './action.ts'
import { openOverlay } from './overlays.ts'
import { isEditing, shownDocument } from './shown-document.ts'

export const versionActions: readonly Action[] = [
  {
    id: 'versions',
    label: 'Versions and changes',
    icon: GitCompare,
    group: 'file',
    words: 'compare diff history restore earlier',
    keys: 'g v',
    available: () => shownDocument()?.saved !== undefined,
    perform: toggleVersions,
  },
  {
    id: 'close-versions',
    label: 'Close the versions',
    icon: X,
    group: 'file',
    sharesKeysWith: 'stop',
    available: () => comparisonNow() !== undefined && comparisonNow()?.ref === shownTab()?.ref,
    perform: closeVersions,
  },
  {
    id: 'save-version',
    label: 'Save as version…',
    icon: Tag,
    group: 'file',
    words: 'name snapshot',
    available: () => isEditing() && shownDocument()?.workflow !== undefined,
    perform: () => openOverlay('name-version'),
  },
]

function toggleVersions(): void {
  const ref = shownTab()?.ref
  if (ref === undefined) return
  if (comparisonNow()?.ref === ref) closeVersions()
  else void openVersions(ref)
}
