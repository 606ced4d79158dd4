/** What keeps a run safe around a node: what undoes it, which lock it takes, and whether it may happen twice. */
import { Switch } from 'radix-ui'
import type { Problem } from '#shared/workflow/problem.ts'
import { titleOfNode } from '#shared/workflow/title-of-node.ts'
import type { Workflow, WorkflowNode } from '#shared/workflow/workflow.ts'
import { useKinds } from '../../state/kinds.ts'
import { FieldFrame } from '../fields/field-frame.tsx'
import { compensatorsFor } from './compensators.ts'

interface UndoneByProps {
  readonly workflow: Workflow
  readonly node: WorkflowNode
  readonly problems: readonly Problem[]
  onCompensate(compensate: string | undefined): void
}

export function UndoneByField({ workflow, node, problems, onCompensate }: UndoneByProps) {
  const catalog = useKinds((kinds) => kinds.catalog)
  const choices = compensatorsFor(workflow, node, catalog)
  const value = node.compensate ?? ''
  if (choices.length === 0 && value === '') return null
  return (
    <FieldFrame
      title="Undone by"
      problems={problems}
      description="Runs when the run fails, or is stopped and undone. A node without edges."
    >
      {({ id }) => (
        <select
          id={id}
          className="input"
          value={value}
          onChange={(event) => onCompensate(event.target.value === '' ? undefined : event.target.value)}
        >
          <option value="">nothing</option>
          {choices.map((choice) => (
            <option key={choice.id} value={choice.id}>
              {titleOfNode(choice)}
            </option>
          ))}
          {value !== '' && !choices.some(({ id: known }) => known === value) && <option value={value}>{value}</option>}
        </select>
      )}
    </FieldFrame>
  )
}

interface IdempotentProps {
  readonly node: WorkflowNode
  readonly problems: readonly Problem[]
  onIdempotent(idempotent: boolean | undefined): void
}

export function IdempotentField({ node, problems, onIdempotent }: IdempotentProps) {
  const safe = node.idempotent === true
  return (
    <FieldFrame title="Safe to repeat" problems={problems}>
      {({ id }) => (
        <span className="form-switch">
          <Switch.Root
            id={id}
            className="switch"
            checked={safe}
            onCheckedChange={(checked) => onIdempotent(checked ? true : undefined)}
          >
            <Switch.Thumb />
          </Switch.Root>
          <span className="form-switch-words">{safe ? 'Runs again after a crash' : 'Asks after a crash'}</span>
        </span>
      )}
    </FieldFrame>
  )
}
