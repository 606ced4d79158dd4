/** What any node may have, whatever its kind: retry, timeout, asking first, and when it starts. */
import { Switch } from 'radix-ui'
import { isPlainRead } from '#shared/workflow/checks/plain-reads.ts'
import type { KindDescriptor } from '#shared/workflow/kind-descriptor.ts'
import type { Problem } from '#shared/workflow/problem.ts'
import { ERROR_PORT, type Join, type Workflow, type WorkflowNode } from '#shared/workflow/workflow.ts'
import { type CommonField, setNodeField } from '../../canvas/edit/change-node.ts'
import { changeDocument } from '../../state/documents.ts'
import { FieldFrame, problemsOf } from '../fields/field-frame.tsx'
import { ShortText } from '../fields/simple-widgets.tsx'
import { RetryField } from './retry-field.tsx'
import { IdempotentField } from './safety-fields.tsx'

export interface NodeOptionsProps {
  readonly documentRef: string
  readonly workflow: Workflow
  readonly node: WorkflowNode
  readonly kind: KindDescriptor | undefined
  readonly problems: readonly Problem[]
}

const TIMEOUT_PORT = 'timeout'

export function NodeOptions({ documentRef, workflow, node, kind, problems }: NodeOptionsProps) {
  const set = <F extends CommonField>(field: F, value: WorkflowNode[F]) =>
    changeDocument(documentRef, (current) => setNodeField(current, node.id, field, value), `${node.id}#${field}`)
  const canFail = kind?.ports.includes(ERROR_PORT) === true
  // A kind that waits has its own timeout, with a port of its own.
  const ownTimeout = kind?.ports.includes(TIMEOUT_PORT) === true
  const works = canFail && kind?.overlay === 'none'
  // What only looks asks nobody, and repeating it does no harm.
  const looks = kind?.effect === 'depends' && isPlainRead(node)
  const acts = kind !== undefined && kind.effect !== 'never' && !looks
  const incoming = workflow.edges.filter((edge) => edge.to === node.id && !edge.loop).length
  return (
    <>
      {works && (
        <RetryField
          retry={node.retry}
          problems={problemsOf(problems, 'retry')}
          onRetry={(retry) => set('retry', retry)}
        />
      )}
      {works && !ownTimeout && (
        <ShortText
          field={{ title: 'Timeout', description: undefined, placeholder: 'none' }}
          value={node.timeout ?? ''}
          problems={problemsOf(problems, 'timeout')}
          onText={(text) => set('timeout', text === '' ? undefined : text)}
        />
      )}
      {(acts || (looks && node.approve !== undefined)) && (
        <AskFirst
          node={node}
          problems={problemsOf(problems, 'approve')}
          onApprove={(approve) => set('approve', approve)}
        />
      )}
      {(acts || (looks && node.idempotent !== undefined)) && (
        <IdempotentField
          node={node}
          problems={problemsOf(problems, 'idempotent')}
          onIdempotent={(idempotent) => set('idempotent', idempotent)}
        />
      )}
      {incoming > 1 && (
        <JoinField
          join={node.join}
          incoming={incoming}
          problems={problemsOf(problems, 'join')}
          onJoin={(join) => set('join', join)}
        />
      )}
    </>
  )
}

interface AskFirstProps {
  readonly node: WorkflowNode
  readonly problems: readonly Problem[]
  onApprove(approve: WorkflowNode['approve']): void
}

function AskFirst({ node, problems, onApprove }: AskFirstProps) {
  const asks = node.approve !== 'never'
  return (
    <FieldFrame
      title="Ask first"
      problems={problems}
      description={asks ? undefined : 'Counts only while you trust this file as it is.'}
    >
      {({ id }) => (
        <span className="form-switch">
          <Switch.Root
            id={id}
            className="switch"
            checked={asks}
            onCheckedChange={(checked) => onApprove(checked ? undefined : 'never')}
          >
            <Switch.Thumb />
          </Switch.Root>
          <span className="form-switch-words">{asks ? 'A person allows each effect' : 'Runs unasked'}</span>
        </span>
      )}
    </FieldFrame>
  )
}

interface JoinFieldProps {
  readonly join: Join | undefined
  readonly incoming: number
  readonly problems: readonly Problem[]
  onJoin(join: Join | undefined): void
}

function JoinField({ join, incoming, problems, onJoin }: JoinFieldProps) {
  const value = join === undefined ? 'all' : typeof join === 'object' ? String(join.count) : join
  const counts = Array.from({ length: Math.max(0, incoming - 2) }, (_none, index) => String(index + 2))
  const read = (text: string): Join | undefined =>
    text === 'all' ? undefined : text === 'any' || text === 'each' ? text : { count: Number(text) }
  return (
    <FieldFrame title="Starts" problems={problems}>
      {({ id }) => (
        <select id={id} className="input" value={value} onChange={(event) => onJoin(read(event.target.value))}>
          <option value="all">when all {incoming} edges have delivered</option>
          <option value="any">at the first that delivers</option>
          {counts.map((count) => (
            <option key={count} value={count}>
              when {count} have delivered
            </option>
          ))}
          {typeof join === 'object' && !counts.includes(value) && (
            <option value={value}>when {value} have delivered</option>
          )}
          <option value="each">once for each that delivers</option>
        </select>
      )}
    </FieldFrame>
  )
}
