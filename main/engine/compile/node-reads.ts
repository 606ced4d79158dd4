/** What the config of a node reads when it is evaluated. */
import { mergeReferences, referencesOf } from '#shared/workflow/evaluate.ts'
import type { References } from '#shared/workflow/expression-references.ts'
import type { ConfigField } from './config-fields.ts'

/** What expressions can name, beside secrets. */
const SCOPE_NAMES = ['args', 'nodes', 'loop', 'run', 'workspace', 'item', 'index'] as const
type ScopeName = (typeof SCOPE_NAMES)[number]

/** Found when the node is evaluated first: of ten thousand nodes together it would hold the event loop. */
export class NodeReads {
  readonly #fields: readonly ConfigField[]
  #references: References | undefined
  #nodes: readonly string[] | 'all' | undefined
  #names: Readonly<Record<ScopeName, boolean>> | undefined

  constructor(fields: readonly ConfigField[]) {
    this.#fields = fields
  }

  /** Ids of the nodes whose output it reads, or all of them. */
  get nodes(): readonly string[] | 'all' {
    if (this.#nodes === undefined) {
      const { nodes } = this.#found()
      this.#nodes = nodes === 'all' ? nodes : [...nodes]
    }
    return this.#nodes
  }

  /** Which names of the scope. */
  get names(): Readonly<Record<ScopeName, boolean>> {
    this.#names ??= namesIn(this.#found())
    return this.#names
  }

  get secrets(): ReadonlySet<string> {
    return this.#found().secrets
  }

  #found(): References {
    this.#references ??= mergeReferences(
      this.#fields.flatMap((field) => (field.way === 'as-written' ? [] : referencesOf(field.prepared))),
    )
    return this.#references
  }
}

/** What reads the scope as a whole (`$`) reads all of it. */
function namesIn({ nodes, roots }: References): Readonly<Record<ScopeName, boolean>> {
  const entries = SCOPE_NAMES.map((name) => [name, nodes === 'all' || roots.has(name)] as const)
  return Object.fromEntries(entries) as Record<ScopeName, boolean> // one entry a name
}
