import type { KindDescriptor } from '#shared/workflow/kind-descriptor.ts'
import type { WorkflowNode } from '#shared/workflow/workflow.ts'
import type { NodeKind } from './kind.ts'

/** Whether a node changes the world outside of its run, as far as its file says: a config without an expression decides what depends on it. */
export function effectOf(
  { config }: Pick<WorkflowNode, 'config'>,
  { descriptor, behaviour, input }: NodeKind,
): KindDescriptor['effect'] {
  if (descriptor.effect !== 'depends' || behaviour.family !== 'work' || !behaviour.effect) return descriptor.effect
  const parsed = input.safeParse(config ?? {})
  if (!parsed.success) return 'depends'
  return behaviour.effect(parsed.data, '') === null ? 'never' : 'always'
}
