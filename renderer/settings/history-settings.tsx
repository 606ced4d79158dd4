import { useCallback, useEffect, useState } from 'react'
import { counted } from '#shared/counted.ts'
import { SMALLEST_LOG_MEGABYTES } from '#shared/ipc/calls/app-calls.ts'
import type { CallInput } from '#shared/ipc/contract.ts'
import type { HistoryView, SettingsView } from '#shared/ipc/views/app-views.ts'
import { bridge } from '../bridge/bridge.ts'
import { bytesWords } from '../glyphs/time.ts'
import { confirmFirst } from '../parts/confirm.tsx'
import { AmountField } from './amount-field.tsx'
import { failedSaid, SaidLine } from './said.tsx'
import { useSettingsForm } from './use-settings-form.ts'

/** How long runs are kept and how large the log may become; what is too old can be removed at once. */
export function HistorySettings({ settings }: { readonly settings: SettingsView }) {
  const { fields, said, type, say, save } = useSettingsForm('history', {
    days: settings.keepRunsDays === null ? '' : String(settings.keepRunsDays),
    megabytes: String(settings.keepMegabytes),
  })
  const { days, megabytes } = fields
  const { keepRunsDays, keepMegabytes } = settings
  const { history, readAgain } = useHistory(`${keepRunsDays} ${keepMegabytes}`)
  const send = (event: React.FormEvent) => {
    event.preventDefault()
    void save(changeOf(days, megabytes))
  }
  const trim = async () => {
    try {
      const { runs, bytes } = await bridge.call('history.trim', {})
      say({ good: true, sentence: `Removed the events of ${counted(runs, 'old run')}: ${bytesWords(bytes)} less.` })
    } catch (error) {
      say(failedSaid(error))
    }
    readAgain()
  }
  return (
    <form onSubmit={send} onChange={() => say(undefined)}>
      <AmountField
        label="Keep runs for"
        unit="days"
        placeholder="ever"
        value={days}
        onText={(text) => type({ days: text })}
        hint="Empty keeps them for ever. Only runs that succeeded or failed are removed; their summaries stay in the list."
      />
      <AmountField
        label="Largest log"
        unit="MB"
        value={megabytes}
        onText={(text) => type({ megabytes: text })}
        hint={`${history ? `It has ${bytesWords(history.bytes)} now. ` : ''}Above that the oldest runs go first.`}
      />
      <p className="settings-save">
        <button type="submit" className="button">
          Save
        </button>
        <button
          type="button"
          className="button"
          disabled={!history || history.removable === 0}
          onClick={() => history && askFirst(history.removable, () => void trim())}
        >
          Remove old runs now…
        </button>
        <SaidLine said={said} />
        {!said && history?.removable === 0 && <span className="hint">None is too old.</span>}
      </p>
    </form>
  )
}

function askFirst(runs: number, onYes: () => void): void {
  confirmFirst({
    title: 'Remove old runs?',
    message: `What ${counted(runs, 'old run')} did, step by step, is removed for good. Summaries stay, and so does everything that is open.`,
    yes: `Remove ${runs}`,
    onYes,
  })
}

/** What was typed, or what is wrong with it. */
function changeOf(days: string, megabytes: string): { readonly wrong: string } | CallInput<'settings.change'> {
  const keepRunsDays = days.trim() === '' ? null : Number(days)
  if (keepRunsDays !== null && (!Number.isInteger(keepRunsDays) || keepRunsDays < 1))
    return { wrong: 'Runs are kept for a whole number of days, or for ever where nothing stands here.' }
  const keepMegabytes = Number(megabytes)
  if (!Number.isInteger(keepMegabytes) || keepMegabytes < SMALLEST_LOG_MEGABYTES)
    return { wrong: `The log needs a whole number of MB, ${SMALLEST_LOG_MEGABYTES} at least.` }
  return { keepRunsDays, keepMegabytes }
}

/** Read anew when what is kept was changed. */
function useHistory(kept: string): { readonly history: HistoryView | undefined; readonly readAgain: () => void } {
  const [history, setHistory] = useState<HistoryView>()
  const readAgain = useCallback(() => {
    bridge.call('history.read', {}).then(setHistory, () => setHistory(undefined)) // the connection may be gone; the bar says so
  }, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the answer depends on what is kept
  useEffect(readAgain, [kept, readAgain])
  return { history, readAgain }
}
