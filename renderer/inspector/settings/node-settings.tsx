/** The form of a node, generated from what its kind says of its config. */
import { type FocusEvent, useMemo } from 'react'
import type { KindDescriptor } from '#shared/workflow/kind-descriptor.ts'
import type { Problem } from '#shared/workflow/problem.ts'
import type { WorkflowNode } from '#shared/workflow/workflow.ts'
import { setConfigField } from '../../canvas/edit/change-node.ts'
import { nameNode } from '../../canvas/named-node.ts'
import { useRunsOfCommand } from '../../state/data-run.ts'
import { changeDocument, documentNow, redoDocument, undoDocument, useDocumentPart } from '../../state/documents.ts'
import { goToNode } from '../../state/go-to-node.ts'
import { useKind } from '../../state/kinds.ts'
import { fieldWasLeft, useIsQuiet, useQuietFields } from '../../state/quiet-fields.ts'
import { problemsOf } from '../fields/field-frame.tsx'
import { type FieldSchema, fieldsOf, usedFields } from '../fields/json-schema.ts'
import { Widget } from '../fields/widget.tsx'
import type { FormContext } from '../fields/widget-props.ts'
import { ScopeSection } from '../picker/scope-section.tsx'
import { PinSection } from '../pin/pin-section.tsx'
import { EdgesOfNode } from './edges-of-node.tsx'
import { MoreSettings } from './more-settings.tsx'
import { TitleField } from './name-fields.tsx'
import { NodeOptions } from './node-options.tsx'
import { ProblemCallouts } from './problem-callouts.tsx'
import './form.css'
import './form-inputs.css'
import './form-rows.css'

export interface NodeSettingsProps {
  readonly documentRef: string
  readonly nodeId: string
}

const NO_PROBLEMS: readonly Problem[] = []

export function NodeSettings({ documentRef, nodeId }: NodeSettingsProps) {
  const workflow = useDocumentPart(documentRef, (document) => document?.workflow)
  const all = useDocumentPart(documentRef, (document) => document?.problems) ?? NO_PROBLEMS
  const node = workflow?.nodes.find(({ id }) => id === nodeId)
  const kind = useKind(node?.kind ?? '')
  useRunsOfCommand(workflow?.name)
  const problems = useMemo(
    () => all.filter((problem) => problem.nodeId === nodeId && problem.severity !== 'hint'),
    [all, nodeId],
  )
  // A kind may have a title of its own, which is not the node's.
  const ownTitle = kind !== undefined && fieldsOf(kind.configSchema).some((field) => field.title === 'Title')
  const isQuiet = useIsQuiet(documentRef, nodeId)
  if (!workflow || !node) return null
  return (
    <form className="form" data-undo="document" onSubmit={(event) => event.preventDefault()} aria-label="Settings">
      {!isQuiet && <ProblemCallouts problems={problems} />}
      <TitleField documentRef={documentRef} node={node} label={ownTitle ? 'Node' : 'Title'} />
      {kind && <PinSection documentRef={documentRef} node={node} kind={kind} problems={problems} />}
      {kind ? (
        <ConfigFields documentRef={documentRef} node={node} kind={kind} problems={problems} />
      ) : (
        <UnknownConfig node={node} />
      )}
      {kind?.runs !== false && (
        <NodeOptions documentRef={documentRef} workflow={workflow} node={node} kind={kind} problems={problems} />
      )}
      {kind?.runs !== false && (
        <MoreSettings documentRef={documentRef} workflow={workflow} node={node} kind={kind} problems={problems} />
      )}
      {kind?.runs !== false && <ScopeSection key={nodeId} documentRef={documentRef} nodeId={nodeId} />}
      {kind?.runs !== false && <EdgesOfNode documentRef={documentRef} workflow={workflow} node={node} kind={kind} />}
    </form>
  )
}

interface ConfigFieldsProps {
  readonly documentRef: string
  readonly node: WorkflowNode
  readonly kind: KindDescriptor
  readonly problems: readonly Problem[]
}

function ConfigFields({ documentRef, node, kind, problems }: ConfigFieldsProps) {
  const fields = useMemo(() => fieldsOf(kind.configSchema).map((field) => named(field, node.id)), [kind, node.id])
  const context = useFormContext(documentRef, node.id)
  const isQuiet = useQuietFields(documentRef, node.id)
  return usedFields(fields, node.config ?? {}).map((field) => (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears that the field in it was left
    <div key={field.name} onBlur={(event) => isLeft(event) && fieldWasLeft(documentRef, node.id, field.name)}>
      <Widget
        field={field}
        value={node.config?.[field.name]}
        problems={isQuiet(field.name, node.config?.[field.name]) ? NO_PROBLEMS : problemsOf(problems, field.name)}
        context={context}
        onValue={(value) =>
          changeDocument(
            documentRef,
            (workflow) => setConfigField(workflow, node.id, field.name, value, kind),
            `${node.id}.${field.name}`,
          )
        }
      />
    </div>
  ))
}

/** What opens over a field, such as the values that can be picked, belongs to it. */
function isLeft({ currentTarget, relatedTarget }: FocusEvent): boolean {
  if (!(relatedTarget instanceof Element)) return document.hasFocus()
  return !currentTarget.contains(relatedTarget) && relatedTarget.closest('[data-radix-popper-content-wrapper]') === null
}

/** A kind says `nodes.<id>` where the node's own name belongs. */
const named = (field: FieldSchema, id: string): FieldSchema => ({
  ...field,
  description: field.description?.replaceAll('<id>', id),
})

function useFormContext(documentRef: string, nodeId: string): FormContext {
  return useMemo(
    () => ({
      documentRef,
      nodeId,
      workflow: () => documentNow(documentRef)?.workflow,
      onNamed: (named) => nameNode(named === null ? null : { from: named, to: nodeId }),
      onJump: goToNode,
      onUndo: () => undoDocument(documentRef),
      onRedo: () => redoDocument(documentRef),
    }),
    [documentRef, nodeId],
  )
}

function UnknownConfig({ node }: { readonly node: WorkflowNode }) {
  return (
    <>
      <p className="inspector-note">
        This version of Slashflow does not know the kind “{node.kind}”. What it says is kept as it is.
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long text scrolls by the keyboard too */}
      <pre className="run-pre form-raw" tabIndex={0}>
        {JSON.stringify(node.config ?? {}, null, 2)}
      </pre>
    </>
  )
}
