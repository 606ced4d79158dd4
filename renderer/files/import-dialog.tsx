/** A file from elsewhere: what it can do is shown before it is kept, and it is kept untrusted. */
import { useMemo, useState } from 'react'
import { capabilitiesOf } from '#shared/workflow/capabilities.ts'
import { readPasted } from '#shared/workflow/edit/read-fragment.ts'
import { freeSlashName } from '#shared/workflow/slash-name.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { bridge, errorSentence } from '../bridge/bridge.ts'
import { CapabilityList } from '../parts/capability-list.tsx'
import { Modal } from '../parts/modal.tsx'
import { useKinds } from '../state/kinds.ts'
import { useWorkspacePath } from '../state/settings.ts'
import { useWorkflows } from '../state/workflows.ts'
import { chooseImport } from './import-file.ts'
import { closeImport, type Importing, openImport, useImport } from './import-state.ts'
import { keepImported } from './keep-imported.ts'
import { NameField, PlaceField } from './name-field.tsx'
import { nameProblem, placeWords, takenBy, typedName } from './name-problem.ts'
import type { Place } from './name-question.ts'
import './import-dialog.css'

/** Mounted once, by the window. */
export function ImportDialog() {
  const open = useImport((state) => state.open)
  if (!open) return null
  return <ImportOf key={open.text} importing={open} />
}

function ImportOf({ importing }: { readonly importing: Importing }) {
  const { text, from } = importing
  const read = useMemo(() => readPasted(text), [text])
  if (text === '') return <ChooseSource />
  if (read.type === 'workflow') return <ImportForm workflow={read.workflow} from={from} />
  return (
    <ChooseSource
      wrong={
        read.type === 'broken'
          ? `${capital(from)} cannot be imported. ${read.reason}`
          : read.type === 'fragment'
            ? `${capital(from)} holds nodes and no command. Open a command and paste them on its canvas.`
            : `${capital(from)} is no workflow: a workflow is a JSON file that begins with "format": "slashflow/1".`
      }
    />
  )
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

function ChooseSource({ wrong }: { readonly wrong?: string }) {
  const [text, setText] = useState('')
  const footer = (
    <>
      <button type="button" className="button" onClick={closeImport}>
        Cancel
      </button>
      <button type="button" className="button" onClick={chooseImport}>
        Open a file…
      </button>
      <button
        type="button"
        className="button solid"
        disabled={text.trim() === ''}
        onClick={() => openImport({ text, from: 'the text' })}
      >
        Go on
      </button>
    </>
  )
  return (
    <Modal title="Import a command" open onClose={closeImport} footer={footer}>
      {wrong && (
        <p className="wrong import-wrong" role="alert">
          {wrong}
        </p>
      )}
      <label className="import-text">
        <span className="label">Drop a .flow.json file on the window, open one, or paste its text here.</span>
        <textarea
          className="input mono"
          rows={10}
          spellCheck={false}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
    </Modal>
  )
}

function ImportForm({ workflow, from }: { readonly workflow: Workflow; readonly from: string }) {
  const workspace = useWorkspacePath()
  const list = useWorkflows((state) => state.list)
  const catalog = useKinds((kinds) => kinds.catalog)
  const [typed, setTyped] = useState(workflow.name)
  const [place, setPlace] = useState<Place>('user')
  const [replace, setReplace] = useState(false)
  const [refused, setRefused] = useState<string>()
  const capabilities = useMemo(() => capabilitiesOf(workflow, catalog), [workflow, catalog])
  const name = typedName(typed)
  const taken = takenBy(name, place, list)
  const problem = refused ?? (taken && replace ? undefined : nameProblem(name, place, list))
  const keep = async (event?: React.FormEvent) => {
    event?.preventDefault()
    if (problem !== undefined) return
    const put = { name, source: place, workspace, workflow, ...(taken && { replace: true }) }
    await bridge.call('workflows.create', put).then(
      (made) => {
        closeImport()
        keepImported(made)
      },
      (error: unknown) => setRefused(errorSentence(error)),
    )
  }
  const footer = (
    <>
      <button type="button" className="button" onClick={closeImport}>
        Cancel
      </button>
      <button type="button" className="button solid" disabled={problem !== undefined} onClick={() => void keep()}>
        {taken && replace ? 'Replace' : 'Import'}
      </button>
    </>
  )
  return (
    <Modal title={`Import /${workflow.name}`} open onClose={closeImport} footer={footer}>
      <form onSubmit={(event) => void keep(event)}>
        <p className="dialog-words">
          {[workflow.title, workflow.description ?? `${workflow.nodes.length} nodes from ${from}.`]
            .filter(Boolean)
            .join(': ')}
        </p>
        <NameField
          value={typed}
          problem={problem}
          onValue={(value) => {
            setTyped(value)
            setRefused(undefined)
          }}
        />
        <PlaceField value={place} onValue={setPlace} />
        {taken && (
          <div className="field">
            <span className="label">Taken</span>
            <div className="import-taken">
              <label>
                <input type="checkbox" checked={replace} onChange={(event) => setReplace(event.target.checked)} />{' '}
                Replace the /{name} {placeWords(place)}; the old file is kept aside
              </label>
              <button
                type="button"
                className="button small"
                onClick={() => setTyped(freeSlashName(name, new Set(list.map((each) => each.name))))}
              >
                Keep both
              </button>
            </div>
          </div>
        )}
      </form>
      <section aria-label="What it can do" className="import-can">
        <h3 className="label">What it can do</h3>
        <CapabilityList capabilities={capabilities} />
        <p className="hint">It is not trusted: it can run, and every effect asks first until you trust it.</p>
      </section>
    </Modal>
  )
}
