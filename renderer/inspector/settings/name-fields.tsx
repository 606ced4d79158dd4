import { useRef, useState } from 'react'
import { nodeIdProblem } from '#shared/workflow/edit/node-ids.ts'
import { titleOfNode } from '#shared/workflow/title-of-node.ts'
import type { Workflow, WorkflowNode } from '#shared/workflow/workflow.ts'
import { setNodeField } from '../../canvas/edit/change-node.ts'
import { changeDocument } from '../../state/documents.ts'
import { afterPress, giveId, nameByTitle, titleEdit } from '../../state/node-names.ts'
import { FieldFrame } from '../fields/field-frame.tsx'

export interface TitleFieldProps {
  readonly documentRef: string
  readonly node: WorkflowNode
  readonly label: string
}

export function TitleField({ documentRef, node, label }: TitleFieldProps) {
  const before = useRef<string>(undefined)
  return (
    <FieldFrame title={label}>
      {({ id }) => (
        <input
          id={id}
          className="input"
          data-taken="left"
          value={node.title ?? ''}
          placeholder={titleOfNode({ id: node.id })}
          onFocus={() => {
            before.current = node.title
          }}
          onBlur={() => {
            const title = before.current
            afterPress(() => nameByTitle(documentRef, node.id, title))
          }}
          onChange={(event) => {
            const title = event.target.value === '' ? undefined : event.target.value
            changeDocument(
              documentRef,
              (workflow) => setNodeField(workflow, node.id, 'title', title),
              titleEdit(node.id),
            )
          }}
        />
      )}
    </FieldFrame>
  )
}

export interface IdFieldProps {
  readonly documentRef: string
  readonly workflow: Workflow
  readonly node: WorkflowNode
  /** Others can name what it gives. */
  readonly hasOutput: boolean
}

/** Taken on leaving the field, since everything that names the node changes with it. */
export function IdField({ documentRef, workflow, node, hasOutput }: IdFieldProps) {
  const [draft, setDraft] = useState<string>()
  const text = draft ?? node.id
  const wrong = nodeIdProblem(workflow, text, node.id)
  const take = () => {
    setDraft(undefined)
    if (!wrong && text !== node.id) giveId(documentRef, node.id, text)
  }
  const problems = wrong === undefined ? [] : [{ severity: 'error' as const, code: 'node.id', message: wrong }]
  return (
    <FieldFrame
      title="Id"
      description={hasOutput ? `In expressions: {{ nodes.${node.id} }}` : undefined}
      problems={problems}
    >
      {({ id, describedBy }) => (
        <input
          id={id}
          className="input mono"
          data-undo="own"
          data-taken="left"
          aria-describedby={describedBy}
          aria-invalid={wrong !== undefined}
          spellCheck={false}
          value={text}
          onChange={(event) => setDraft(event.target.value)}
          onBlur={() => afterPress(take)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') take()
            if (event.key === 'Escape') setDraft(undefined)
          }}
        />
      )}
    </FieldFrame>
  )
}
