/** Which dialog or list is open; at most one is. */
import { create } from 'zustand'

export type Overlay =
  | 'palette'
  | 'settings'
  | 'inbox'
  | 'workspace'
  | 'new-command'
  | 'run-form'
  | 'tab-form'
  | 'try-form'
  | 'scratch'
  | 'name-version'
  | 'deleted-commands'
  | 'shortcuts'

interface Overlays {
  readonly open: Overlay | null
}

export const useOverlay = create<Overlays>(() => ({ open: null }))

export function openOverlay(overlay: Overlay): void {
  useOverlay.setState({ open: overlay })
}

export function closeOverlay(overlay?: Overlay): void {
  useOverlay.setState(({ open }) => ({ open: overlay === undefined || open === overlay ? null : open }))
}
