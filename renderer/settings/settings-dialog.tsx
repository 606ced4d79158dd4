import { closeOverlay, openOverlay, useOverlay } from '../actions/overlays.ts'
import { Modal } from '../parts/modal.tsx'
import { changeSettings, useSettings } from '../state/settings.ts'
import { HistorySettings } from './history-settings.tsx'
import { ModelSettings } from './model-settings.tsx'
import { RunSettings } from './run-settings.tsx'
import { UnsentSettings } from './unsent-settings.tsx'
import './settings.css'

const THEMES = [
  { theme: 'system', label: 'System' },
  { theme: 'dark', label: 'Dark' },
  { theme: 'light', label: 'Light' },
] as const

const changedWords = (changed: number): string =>
  changed === 0 ? 'As they came.' : changed === 1 ? '1 changed.' : `${changed} changed.`

/** As their fields are called. */
const OVERRIDDEN: Readonly<Record<string, string>> = { baseUrl: 'Base URL', model: 'Model', apiKey: 'Key' }

export function SettingsDialog() {
  const open = useOverlay((overlay) => overlay.open === 'settings')
  const settings = useSettings((state) => state.settings)
  const app = useSettings((state) => state.app)
  if (!open || !settings) return null
  return (
    <Modal title="Settings" open onClose={() => closeOverlay('settings')}>
      {settings.overridden.length > 0 && (
        <p className="callout settings-overridden">
          {settings.overridden.map((name) => OVERRIDDEN[name] ?? name).join(', ')}: set by environment variables, which
          come before what is set here.
        </p>
      )}
      <section className="settings-part" aria-labelledby="settings-model">
        <h3 id="settings-model">Model</h3>
        <ModelSettings settings={settings} />
      </section>
      <section className="settings-part" aria-labelledby="settings-runs">
        <h3 id="settings-runs">Runs</h3>
        <RunSettings settings={settings} />
      </section>
      <section className="settings-part" aria-labelledby="settings-history">
        <h3 id="settings-history">History</h3>
        <HistorySettings settings={settings} />
      </section>
      <section className="settings-part" aria-labelledby="settings-typed">
        <h3 id="settings-typed">What is typed</h3>
        <UnsentSettings />
      </section>
      <section className="settings-part" aria-labelledby="settings-look">
        <h3 id="settings-look">Look</h3>
        <div className="field">
          <span className="label" id="settings-theme">
            Theme
          </span>
          <div className="segmented" role="radiogroup" aria-labelledby="settings-theme">
            {THEMES.map(({ theme, label }) => (
              // biome-ignore lint/a11y/useSemanticElements: a segmented control, one of three
              <button
                key={theme}
                type="button"
                role="radio"
                aria-checked={settings.theme === theme}
                onClick={() => void changeSettings({ theme })}
              >
                {label}
              </button>
            ))}
          </div>
        </div>
      </section>
      <section className="settings-part" aria-labelledby="settings-keyboard">
        <h3 id="settings-keyboard">Keyboard</h3>
        <div className="field">
          <span className="label">Shortcuts</span>
          <span className="settings-amount">
            {changedWords(Object.keys(settings.shortcuts).length)}
            <button type="button" className="button small" onClick={() => openOverlay('shortcuts')}>
              Show and change…
            </button>
          </span>
        </div>
      </section>
      {app && (
        <p className="hint selectable settings-about">
          Slashflow {app.version}. Everything is kept in <span className="mono">{app.home}</span>.
        </p>
      )}
    </Modal>
  )
}
