/** Parts of what is sent. */
import { z } from 'zod'
import { isChange, type WorkflowChange } from '../../workflow/change.ts'
import { readWorkflow } from '../../workflow/read-parts.ts'
import type { Workflow } from '../../workflow/workflow.ts'

export const RunId = z.string().min(1).max(100)
export const Ref = z.string().min(1).max(4_096)
export const Folder = z.string().max(4_096)
export const NodeId = z.string().min(1).max(200)
export type Nothing = Record<string, never>

/** As the schema `Workflow`, or what makes it of a version that main has read. It comes with each Save of a graph, so the parts that were read before are not read again. */
export const EditedWorkflow = z
  .custom<Workflow | WorkflowChange>()
  .transform((value, context): Workflow | WorkflowChange => {
    if (isChange(value)) return value
    const read = readWorkflow(value)
    if (read.success) return read.data
    for (const { message, path } of read.error.issues) context.addIssue({ code: 'custom', message, path })
    return z.NEVER
  })
