import { type FormEvent, useState } from 'react'
import type { SettingsView } from '#shared/ipc/views/app-views.ts'
import { MOST_NODES_AT_ONCE } from '#shared/nodes-at-once.ts'
import { AmountField } from './amount-field.tsx'
import { type Said, SaveRow, savedSaid } from './said.tsx'
import { useTyped } from './use-typed.ts'

/** How much works at once, in a run and in all. */
export function RunSettings({ settings }: { readonly settings: SettingsView }) {
  const saved = { ofRun: String(settings.nodesAtOnce), inAll: String(settings.nodesAtOnceInAll) }
  const { fields, unsaved, type, forget } = useTyped('runs', saved)
  const { ofRun, inAll } = fields
  const [said, setSaid] = useState<Said>()
  const save = async (event: FormEvent) => {
    event.preventDefault()
    const [nodesAtOnce, nodesAtOnceInAll] = [Number(ofRun), Number(inAll)]
    if (![nodesAtOnce, nodesAtOnceInAll].every(isAmount))
      return setSaid({ good: false, sentence: `Both are whole numbers from 1 to ${MOST_NODES_AT_ONCE}.` })
    const came = await savedSaid({ nodesAtOnce, nodesAtOnceInAll })
    if (came.good) forget()
    setSaid(came)
  }
  return (
    <form onSubmit={(event) => void save(event)} onChange={() => setSaid(undefined)}>
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
      <SaveRow said={said} unsaved={unsaved} />
    </form>
  )
}

const isAmount = (amount: number): boolean => Number.isInteger(amount) && amount >= 1 && amount <= MOST_NODES_AT_ONCE
