/** What a file from elsewhere can do is shown before it is kept, and it is kept untrusted. */
import { Switch } from 'radix-ui'
import { useMemo, useState } from 'react'
import { capabilitiesOf } from '#shared/workflow/capabilities.ts'
import { freeSlashName } from '#shared/workflow/slash-name.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { bridge } from '../bridge/bridge.ts'
import { CapabilityList } from '../parts/capability-list.tsx'
import { FormDialog, useAgreement } from '../parts/form-dialog.tsx'
import { useKinds } from '../state/kinds.ts'
import { useWorkspacePath } from '../state/settings.ts'
import { useWorkflows } from '../state/workflows.ts'
import { ImportErrors } from './import-errors.tsx'
import { closeImport } from './import-state.ts'
import { keepImported } from './keep-imported.ts'
import { NameField, PlaceField } from './name-field.tsx'
import { nameProblem, namesakeWords, placeWords, takenBy, typedName } from './name-problem.ts'
import type { Place } from './name-question.ts'

export function ImportForm({ workflow, from }: { readonly workflow: Workflow; readonly from: string }) {
  const workspace = useWorkspacePath()
  const list = useWorkflows((state) => state.list)
  const catalog = useKinds((kinds) => kinds.catalog)
  const [typed, setTyped] = useState(workflow.name)
  const [place, setPlace] = useState<Place>('user')
  const [replace, setReplace] = useState(false)
  const capabilities = useMemo(() => capabilitiesOf(workflow, catalog), [workflow, catalog])
  const name = typedName(typed)
  const taken = takenBy(name, place, list)
  const agreement = useAgreement(async () => {
    const put = { name, source: place, workspace, workflow, ...(taken && { replace: true }) }
    keepImported(await bridge.call('workflows.create', put))
    return undefined
  }, closeImport)
  const problem = agreement.refused ?? (taken && replace ? undefined : nameProblem(name, place, list))
  const rename = (value: string) => {
    setTyped(value)
    agreement.changed()
  }
  const keepBoth = () => {
    rename(freeSlashName(name, new Set(list.map((each) => each.name))))
    document.getElementById('command-name')?.focus()
  }
  return (
    <FormDialog
      title={`Import /${workflow.name}`}
      yes={taken && replace ? 'Replace' : 'Import'}
      agreement={agreement}
      ready={problem === undefined}
      onClose={closeImport}
      below={
        <section aria-label="What it can do" className="import-can">
          <h3 className="label">What it can do</h3>
          <CapabilityList capabilities={capabilities} workflow={workflow} />
          <p className="hint">It is not trusted: every effect asks first until you trust it.</p>
        </section>
      }
    >
      <p className="dialog-words">
        {[workflow.title, workflow.description ?? `${workflow.nodes.length} nodes from ${from}.`]
          .filter(Boolean)
          .join(': ')}
      </p>
      <ImportErrors workflow={workflow} />
      <NameField value={typed} problem={problem} words={namesakeWords(name, place, list)} onValue={rename} />
      <PlaceField
        value={place}
        onValue={(value) => {
          setPlace(value)
          agreement.changed()
        }}
      />
      {taken && (
        <div className="field">
          <label className="label" htmlFor="import-replace">
            Replace it
          </label>
          <div className="import-taken">
            <Switch.Root id="import-replace" className="switch" checked={replace} onCheckedChange={setReplace}>
              <Switch.Thumb />
            </Switch.Root>
            <span className="hint">
              {replace ? `The /${name} ${placeWords(place)} is kept among the deleted commands` : 'Both cannot have it'}
            </span>
            <button type="button" className="button small" onClick={keepBoth}>
              Keep both
            </button>
          </div>
        </div>
      )}
    </FormDialog>
  )
}
