/** Nothing is selected: the settings of the command itself. */
import type { Problem } from '#shared/workflow/problem.ts'
import { setWorkflowField } from '../../canvas/edit/change-workflow.ts'
import { changeDocument, useDocumentPart } from '../../state/documents.ts'
import { FieldFrame, problemsOf } from '../fields/field-frame.tsx'
import { ParametersEditor } from './parameters-editor.tsx'
import { ProblemCallouts } from './problem-callouts.tsx'
import './form.css'
import './form-inputs.css'
import './form-rows.css'

const NO_PROBLEMS: readonly Problem[] = []

export function WorkflowSettings({ documentRef }: { readonly documentRef: string }) {
  const workflow = useDocumentPart(documentRef, (document) => document?.workflow)
  const all = useDocumentPart(documentRef, (document) => document?.problems) ?? NO_PROBLEMS
  if (!workflow) return null
  const problems = all.filter((problem) => problem.nodeId === undefined)
  const set = (field: 'title' | 'description', text: string) =>
    changeDocument(documentRef, (current) => setWorkflowField(current, field, text), `#${field}`)
  return (
    <form
      className="form"
      data-undo="document"
      onSubmit={(event) => event.preventDefault()}
      aria-label="Settings of the command"
    >
      <ProblemCallouts problems={problems} />
      <FieldFrame title="Title" problems={problemsOf(problems, 'title')}>
        {({ id }) => (
          <input
            id={id}
            className="input"
            value={workflow.title ?? ''}
            placeholder={workflow.name}
            onChange={(event) => set('title', event.target.value)}
          />
        )}
      </FieldFrame>
      <FieldFrame wide title="Description" problems={problemsOf(problems, 'description')}>
        {({ id }) => (
          <textarea
            id={id}
            className="input"
            rows={3}
            value={workflow.description ?? ''}
            placeholder="What it does, in a sentence"
            onChange={(event) => set('description', event.target.value)}
          />
        )}
      </FieldFrame>
      <ParametersEditor documentRef={documentRef} parameters={workflow.parameters ?? []} problems={problems} />
    </form>
  )
}
