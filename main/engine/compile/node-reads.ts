/** What the config of a node reads when it is evaluated. */
import type { Json } from '#shared/json.ts'
import { referencesOf } from '#shared/workflow/evaluate.ts'
import type { References } from '#shared/workflow/expression-references.ts'
import type { NodeKind } from '../kind.ts'
import { type CompiledNode, SCOPE_NAMES } from './compiled-workflow.ts'

export interface NodeReads {
  /** Ids of the nodes whose output it reads, or all of them. */
  readonly nodes: readonly string[] | 'all'
  /** Which names of the scope. */
  readonly names: CompiledNode['sees']
  readonly secrets: ReadonlySet<string>
}

export function readsOf(config: Readonly<Record<string, Json>>, kind: NodeKind): NodeReads {
  const expanded = Object.fromEntries(Object.entries(config).filter(([field]) => !kind.raw.has(field)))
  const references = referencesOf(expanded)
  const { nodes, secrets } = references
  return { nodes: nodes === 'all' ? 'all' : [...nodes], names: namesIn(references), secrets }
}

/** What reads the scope as a whole (`$`) reads all of it. */
function namesIn({ nodes, roots }: References): CompiledNode['sees'] {
  const entries = SCOPE_NAMES.map((name) => [name, nodes === 'all' || roots.has(name)] as const)
  return Object.fromEntries(entries) as CompiledNode['sees'] // one entry a name
}
