/** What the config of a node reads when it is evaluated. */
import type { Json } from '#shared/json.ts'
import { referencesOf } from '#shared/workflow/evaluate.ts'
import type { References } from '#shared/workflow/expression-references.ts'
import type { NodeKind } from '../kind.ts'

/** What expressions can name, beside secrets. */
const SCOPE_NAMES = ['args', 'nodes', 'loop', 'run', 'workspace', 'item', 'index'] as const
type ScopeName = (typeof SCOPE_NAMES)[number]

/** Found when the node is evaluated first: of ten thousand nodes together it would hold the event loop. */
export class NodeReads {
  readonly #config: Readonly<Record<string, Json>>
  readonly #kind: NodeKind
  #references: References | undefined
  #nodes: readonly string[] | 'all' | undefined
  #names: Readonly<Record<ScopeName, boolean>> | undefined

  constructor(config: Readonly<Record<string, Json>>, kind: NodeKind) {
    this.#config = config
    this.#kind = kind
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
    this.#references ??= referencesOf(
      Object.fromEntries(Object.entries(this.#config).filter(([field]) => !this.#kind.raw.has(field))),
    )
    return this.#references
  }
}

/** What reads the scope as a whole (`$`) reads all of it. */
function namesIn({ nodes, roots }: References): Readonly<Record<ScopeName, boolean>> {
  const entries = SCOPE_NAMES.map((name) => [name, nodes === 'all' || roots.has(name)] as const)
  return Object.fromEntries(entries) as Record<ScopeName, boolean> // one entry a name
}
