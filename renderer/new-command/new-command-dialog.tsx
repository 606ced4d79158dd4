import { useState } from 'react'
import { closeOverlay, useOverlay } from '../actions/overlays.ts'
import { bridge } from '../bridge/bridge.ts'
import { focusGraphOf } from '../canvas/walk/focus-graph-of.ts'
import { NameField, PlaceField } from '../files/name-field.tsx'
import { nameProblem, namesakeWords, typedName, typedTitle } from '../files/name-problem.ts'
import type { Place } from '../files/name-question.ts'
import { FormDialog, useAgreement } from '../parts/form-dialog.tsx'
import { useWorkspacePath } from '../state/settings.ts'
import { openTab } from '../state/view.ts'
import { refreshWorkflows, useWorkflows } from '../state/workflows.ts'

export function NewCommandDialog() {
  const open = useOverlay((overlay) => overlay.open === 'new-command')
  return open ? <NewCommandForm /> : null
}

/** A name, a place, and what it begins with. */
function NewCommandForm() {
  const workspace = useWorkspacePath()
  const workflows = useWorkflows((state) => state.list)
  const [name, setName] = useState('')
  const [place, setPlace] = useState<Place>('user')
  const [from, setFrom] = useState('')
  const typed = typedName(name)
  const close = () => closeOverlay('new-command')
  const agreement = useAgreement(async () => {
    const made = await bridge.call('workflows.create', {
      name: typed,
      title: typedTitle(name),
      source: place,
      workspace,
      ...(from !== '' && { from }),
    })
    refreshWorkflows()
    openTab(made.ref, { mode: 'edit', runId: null })
    close()
    focusGraphOf(made.ref)
    return undefined
  }, close)
  const problem = agreement.refused ?? (name === '' ? undefined : nameProblem(typed, place, workflows))
  return (
    <FormDialog
      title="New command"
      yes="Create"
      agreement={agreement}
      ready={typed !== '' && problem === undefined}
      onClose={close}
    >
      <NameField
        value={name}
        problem={problem}
        words={namesakeWords(typed, place, workflows)}
        onValue={(value) => {
          setName(value)
          agreement.changed()
        }}
      />
      <PlaceField
        value={place}
        onValue={(value) => {
          setPlace(value)
          agreement.changed()
        }}
      />
      <div className="field">
        <label className="label" htmlFor="new-from">
          Begins with
        </label>
        <select id="new-from" className="input" value={from} onChange={(event) => setFrom(event.target.value)}>
          <option value="">An empty graph</option>
          {workflows
            .filter((workflow) => workflow.problems.every((problem) => problem.severity !== 'error'))
            .map((workflow) => (
              <option key={workflow.ref} value={workflow.ref}>
                A copy of /{workflow.name}
              </option>
            ))}
        </select>
      </div>
    </FormDialog>
  )
}
