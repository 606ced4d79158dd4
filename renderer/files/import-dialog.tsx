/** A file from elsewhere, by drop, paste or the dialog: read, and told where it is no workflow. What was given stays in the field. */
import { useMemo, useState } from 'react'
import { readPasted } from '#shared/workflow/edit/read-fragment.ts'
import { Modal } from '../parts/modal.tsx'
import { chooseImport } from './import-file.ts'
import { ImportForm } from './import-form.tsx'
import { closeImport, type Importing, openImport, useImport } from './import-state.ts'
import './import-dialog.css'

/** Longer, a field is of no use to mend it, and slow. */
const LONGEST_SHOWN = 200_000

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
      given={text.length > LONGEST_SHOWN ? '' : text}
      wrong={
        read.type === 'broken'
          ? `${sourceWords(from)} cannot be imported. ${read.reason}`
          : read.type === 'fragment'
            ? `${sourceWords(from)} holds nodes and no command. Open a command and paste them on its canvas.`
            : `${sourceWords(from)} is no workflow: a workflow is a JSON file that begins with "format": "slashflow/1".`
      }
    />
  )
}

/** At the beginning of a sentence: a file keeps its name. */
const sourceWords = (from: string): string => (/^the /.test(from) ? `T${from.slice(1)}` : `“${from}”`)

function ChooseSource({ given = '', wrong }: { readonly given?: string; readonly wrong?: string }) {
  const [text, setText] = useState(given)
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
        disabled={text.trim() === '' || (wrong !== undefined && text === given)}
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
          aria-invalid={wrong !== undefined && text === given}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
    </Modal>
  )
}
