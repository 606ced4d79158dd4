/** What most nodes never need, folded away until one of them says something: what undoes it, its lock, its id. */
import type { KindDescriptor } from '#shared/workflow/kind-descriptor.ts'
import type { Problem } from '#shared/workflow/problem.ts'
import { ERROR_PORT, type Workflow, type WorkflowNode } from '#shared/workflow/workflow.ts'
import { type CommonField, setNodeField } from '../../canvas/edit/change-node.ts'
import { changeDocument } from '../../state/documents.ts'
import { problemsOf } from '../fields/field-frame.tsx'
import { ShortText } from '../fields/simple-widgets.tsx'
import { Section } from '../run/section.tsx'
import { IdField } from './name-fields.tsx'
import { UndoneByField } from './safety-fields.tsx'

export interface MoreSettingsProps {
  readonly documentRef: string
  readonly workflow: Workflow
  readonly node: WorkflowNode
  readonly kind: KindDescriptor | undefined
  readonly problems: readonly Problem[]
}

export function MoreSettings({ documentRef, workflow, node, kind, problems }: MoreSettingsProps) {
  const set = <F extends CommonField>(field: F, value: WorkflowNode[F]) =>
    changeDocument(documentRef, (current) => setNodeField(current, node.id, field, value), `${node.id}#${field}`)
  const canFail = kind?.ports.includes(ERROR_PORT) === true
  const [undoing, locking] = [problemsOf(problems, 'compensate'), problemsOf(problems, 'lock')]
  const said = node.compensate !== undefined || node.lock !== undefined || undoing.length + locking.length > 0
  return (
    <div className="form-edges">
      <Section title="More settings" open={said}>
        {canFail && (
          <>
            <UndoneByField
              workflow={workflow}
              node={node}
              problems={undoing}
              onCompensate={(compensate) => set('compensate', compensate)}
            />
            <ShortText
              field={{
                title: 'Lock',
                description: 'Nodes with the same lock never run at once, in all runs.',
                placeholder: 'none',
              }}
              value={node.lock ?? ''}
              problems={locking}
              onText={(text) => set('lock', text === '' ? undefined : text)}
            />
          </>
        )}
        <IdField documentRef={documentRef} workflow={workflow} node={node} hasOutput={kind?.ports.length !== 0} />
      </Section>
    </div>
  )
}
