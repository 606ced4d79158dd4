import type { Json } from '#shared/json.ts'
import type { Problem } from '#shared/workflow/problem.ts'
import type { ExpressionScope } from '../editor/expression-completion.ts'
import type { FieldSchema } from './json-schema.ts'

/** What every field of one node shares. */
export interface FormContext {
  readonly scope: () => ExpressionScope | undefined
  /** Whose fields these are. */
  readonly nodeId: string
  readonly onNamed: (nodeId: string | null) => void
}

export interface WidgetProps {
  readonly field: FieldSchema
  readonly value: Json | undefined
  readonly problems: readonly Problem[]
  readonly context: FormContext
  /** Undefined takes the field out of the file. */
  readonly onValue: (value: Json | undefined) => void
}
