/** Nodes that do nothing: disabled, or with an output that is pinned for tries. */
import { DEFAULT_PORT } from '#shared/workflow/workflow.ts'
import type { CompiledNode } from '../compile/compiled-workflow.ts'
import type { Leaving } from '../kind.ts'

export function isSwitchedOff(node: CompiledNode, run: { readonly trusted: boolean }): boolean {
  return node.definition.disabled === true && (run.trusted || !isGuard(node))
}

/** What is pinned counts in tries alone. */
export function pinned(node: CompiledNode, run: { readonly trusted: boolean }): Leaving | undefined {
  const output = node.definition.pinned
  return output === undefined || (isGuard(node) && !run.trusted) ? undefined : { port: passingPort(node), output }
}

/** In a file that nobody trusted, switching off an approval, a guard or an effect counts for nothing. */
function isGuard({ kind }: CompiledNode): boolean {
  return kind.behaviour.family === 'approval' || kind.descriptor.effect !== 'never'
}

/** The token passes by `out`, or by the first way out where the kind has no such port. */
export function passingPort({ kind }: CompiledNode): string {
  const { ports } = kind.descriptor
  return ports.includes(DEFAULT_PORT) ? DEFAULT_PORT : (ports[0] ?? DEFAULT_PORT)
}
