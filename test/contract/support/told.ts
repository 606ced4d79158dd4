import { KIND_CHECKS } from '#main/nodes/check-config.ts'
import { DESCRIPTORS } from '#main/nodes/registry.ts'
import { checkWorkflow } from '#shared/workflow/checks.ts'
import { catalogOf } from '#shared/workflow/kind-descriptor.ts'
import type { WorkflowNode } from '#shared/workflow/workflow.ts'
import { workflow } from '#test/shared/workflow/checked.ts'

export const CATALOG = catalogOf(DESCRIPTORS)
export const node = (id: string, kind: string, fields: Partial<WorkflowNode> = {}): WorkflowNode => ({
  id,
  kind,
  ...fields,
})
export const step = (id: string, fields: Partial<WorkflowNode> = {}) =>
  node(id, 'transform', { config: { value: 1 }, ...fields })

/** `severity code: message` of each, with the kinds as they are. */
export const told = (...given: Parameters<typeof workflow>): readonly string[] =>
  checkWorkflow(workflow(...given), CATALOG, KIND_CHECKS).map(
    ({ severity, code, message }) => `${severity} ${code}: ${message}`,
  )
export const codes = (...given: Parameters<typeof workflow>): readonly string[] =>
  told(...given).map((text) => text.slice(0, text.indexOf(':')))
