import type { FormEvent } from 'react'
import type { SettingsView } from '#shared/ipc/views/app-views.ts'
import { MOST_NODES_AT_ONCE } from '#shared/nodes-at-once.ts'
import { AmountField } from './amount-field.tsx'
import { SaveRow } from './said.tsx'
import { useSettingsForm } from './use-settings-form.ts'

/** How much works at once, in a run and in all. */
export function RunSettings({ settings }: { readonly settings: SettingsView }) {
  const saved = { ofRun: String(settings.nodesAtOnce), inAll: String(settings.nodesAtOnceInAll) }
  const { fields, said, type, say, save } = useSettingsForm('runs', saved)
  const { ofRun, inAll } = fields
  const send = (event: FormEvent) => {
    event.preventDefault()
    const [nodesAtOnce, nodesAtOnceInAll] = [Number(ofRun), Number(inAll)]
    const isWrong = ![nodesAtOnce, nodesAtOnceInAll].every(isAmount)
    void save(
      isWrong
        ? { wrong: `Both are whole numbers from 1 to ${MOST_NODES_AT_ONCE}.` }
        : { nodesAtOnce, nodesAtOnceInAll },
    )
  }
  return (
    <form onSubmit={send} onChange={() => say(undefined)}>
      <AmountField
        label="At once"
        unit="nodes of a run"
        value={ofRun}
        onText={(text) => type({ ofRun: text })}
        hint="What only waits, for a person, a time or an event, is not counted. A server that answers one call at a time is spared by 1."
      />
      <AmountField
        label="In all runs"
        unit="nodes"
        value={inAll}
        onText={(text) => type({ inAll: text })}
        hint="Counted for the app, and for each run in a terminal by itself."
      />
      <SaveRow said={said} />
    </form>
  )
}

const isAmount = (amount: number): boolean => Number.isInteger(amount) && amount >= 1 && amount <= MOST_NODES_AT_ONCE
