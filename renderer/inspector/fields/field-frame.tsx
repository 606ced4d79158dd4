import { type ReactNode, useId, useRef } from 'react'
import type { Problem } from '#shared/workflow/problem.ts'
import { FieldProblem } from './field-problem.tsx'
import { useAskedControl } from './use-asked-control.ts'

export interface FieldFrameProps {
  readonly title: string
  readonly description?: string | undefined
  readonly problems?: readonly Problem[]
  /** The control takes the whole width, below its label. */
  readonly wide?: boolean
  /** Beside the label of a wide field. */
  readonly aside?: ReactNode
  /** Gets the ids to name and describe the control by. */
  readonly children: (ids: {
    readonly id: string
    readonly labelId: string
    readonly describedBy: string | undefined
  }) => ReactNode
}

/** A label, a control, and below them what it means and what is wrong with it. */
export function FieldFrame({ title, description, problems = [], wide = false, aside, children }: FieldFrameProps) {
  const id = useId()
  const labelId = `${id}-label`
  const hintId = `${id}-hint`
  const control = useRef<HTMLDivElement>(null)
  useAskedControl(control, problems)
  const describedBy = description || problems.length > 0 ? hintId : undefined
  return (
    <div className={wide ? 'form-field wide' : 'form-field'}>
      <div className="form-label">
        <label id={labelId} htmlFor={id}>
          {title}
        </label>
        {aside}
      </div>
      <div ref={control} className="form-control">
        {children({ id, labelId, describedBy })}
      </div>
      {describedBy && (
        <div id={hintId} className="form-below">
          {problems.map((problem) => (
            <FieldProblem key={problem.message} problem={problem} />
          ))}
          {description && problems.length === 0 && <p className="hint">{description}</p>}
        </div>
      )}
    </div>
  )
}

/** The problems of one field and of what is in it. */
export function problemsOf(problems: readonly Problem[], field: string): readonly Problem[] {
  return problems.filter(
    (problem) =>
      problem.field === field || problem.field?.startsWith(`${field}.`) || problem.field?.startsWith(`${field}[`),
  )
}
