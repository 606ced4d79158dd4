import { SlidersHorizontal } from 'lucide-react'
import type { SettingsView } from '#shared/ipc/views/app-views.ts'
import { openOverlay } from '../actions/overlays.ts'
import { IconButton } from '../parts/icon-button.tsx'
import { useSettings } from '../state/settings.ts'

/** Which model answers, and where it is. */
export function ModelStatus() {
  const settings = useSettings((state) => state.settings)
  return (
    <footer className="model-status">
      {settings && (
        <>
          <span className={settings.demo ? 'model-dot demo' : 'model-dot'} aria-hidden="true" />
          <span className="cut">{settings.demo ? 'Demo model' : settings.model || 'No model chosen'}</span>
          <span className="meta cut">{placeOf(settings)}</span>
        </>
      )}
      <IconButton
        icon={SlidersHorizontal}
        label="Settings"
        action="settings"
        side="top"
        onClick={() => openOverlay('settings')}
      />
    </footer>
  )
}

function placeOf({ demo, baseUrl }: SettingsView): string {
  if (demo) return 'built in'
  const host = URL.canParse(baseUrl) ? new URL(baseUrl).hostname : ''
  return /^(?:localhost|127\.|\[?::1)/.test(host) ? 'local' : host
}
