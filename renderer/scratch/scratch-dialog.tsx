import { lazy, Suspense } from 'react'
import { useOverlay } from '../actions/overlays.ts'

// It brings the editor, which a window that watches runs does not need.
const Scratchpad = lazy(async () => ({ default: (await import('./scratchpad.tsx')).Scratchpad }))

/** Mounted once, by the window. */
export function ScratchDialog() {
  const open = useOverlay((overlay) => overlay.open) === 'scratch'
  return open ? (
    <Suspense>
      <Scratchpad />
    </Suspense>
  ) : null
}
