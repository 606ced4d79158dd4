import type { Json } from '#shared/json.ts'
import type { Problem } from '#shared/workflow/problem.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import type { FieldSchema } from './json-schema.ts'

/** What every field of one node shares. */
export interface FormContext {
  readonly documentRef: string
  /** Whose fields these are. */
  readonly nodeId: string
  /** As it is when it is asked. */
  readonly workflow: () => Workflow | undefined
  readonly onNamed: (nodeId: string | null) => void
  readonly onJump: (nodeId: string) => void
  readonly onUndo: () => void
  readonly onRedo: () => void
}

export interface WidgetProps {
  readonly field: FieldSchema
  /** Of a field inside of another, as problems name it; else its name says it. */
  readonly path?: string | undefined
  readonly value: Json | undefined
  readonly problems: readonly Problem[]
  readonly context: FormContext
  /** Undefined takes the field out of the file. */
  readonly onValue: (value: Json | undefined) => void
}
