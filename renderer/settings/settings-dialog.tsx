import type { ReactNode } from 'react'
import { closeOverlay, openOverlay, useOverlay } from '../actions/overlays.ts'
import { Modal } from '../parts/modal.tsx'
import { RadioBar } from '../parts/radio-bar.tsx'
import { changeSettings, useSettings } from '../state/settings.ts'
import { HistorySettings } from './history-settings.tsx'
import { ModelSettings } from './model-settings.tsx'
import { RunSettings } from './run-settings.tsx'
import { UnsentSettings } from './unsent-settings.tsx'
import './settings.css'

const THEMES = [
  { value: 'system', label: 'System' },
  { value: 'dark', label: 'Dark' },
  { value: 'light', label: 'Light' },
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
      <Part id="settings-model" title="Model">
        <ModelSettings settings={settings} />
      </Part>
      <Part id="settings-runs" title="Runs">
        <RunSettings settings={settings} />
      </Part>
      <Part id="settings-history" title="History">
        <HistorySettings settings={settings} />
      </Part>
      <Part id="settings-typed" title="What is typed">
        <UnsentSettings />
      </Part>
      <Part id="settings-look" title="Look">
        <div className="field">
          <span className="label" id="settings-theme">
            Theme
          </span>
          <RadioBar
            labelledBy="settings-theme"
            value={settings.theme}
            options={THEMES}
            onChoose={(theme) => void changeSettings({ theme })}
          />
        </div>
      </Part>
      <Part id="settings-keyboard" title="Keyboard">
        <div className="field">
          <span className="label">Shortcuts</span>
          <span className="settings-amount">
            {changedWords(Object.keys(settings.shortcuts).length)}
            <button type="button" className="button small" onClick={() => openOverlay('shortcuts')}>
              Show and change…
            </button>
          </span>
        </div>
      </Part>
      {app && (
        <p className="hint selectable settings-about">
          Slashflow {app.version}. Everything is kept in <span className="mono">{app.home}</span>.
        </p>
      )}
    </Modal>
  )
}

interface PartProps {
  readonly id: string
  readonly title: string
  readonly children: ReactNode
}

function Part({ id, title, children }: PartProps) {
  return (
    <section className="settings-part" aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      {children}
    </section>
  )
}
