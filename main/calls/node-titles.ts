/** What the nodes of a run are called, for lists that hold no workflow. */
import { titleOfNode } from '#shared/workflow/title-of-node.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'

const MOST_KEPT = 50

export class NodeTitles {
  readonly #read: (version: string) => Workflow | undefined
  readonly #byVersion = new Map<string, ReadonlyMap<string, string>>()

  /** `read`: the workflow of a version, undefined where it is not kept any more. */
  constructor(read: (version: string) => Workflow | undefined) {
    this.#read = read
  }

  /** Undefined where nobody knows. */
  of(version: string, nodeId: string): string | undefined {
    return this.#titles(version).get(nodeId)
  }

  #titles(version: string): ReadonlyMap<string, string> {
    const known = this.#byVersion.get(version)
    if (known) return known
    const titles = new Map(this.#read(version)?.nodes.map((node) => [node.id, titleOfNode(node)]))
    if (this.#byVersion.size >= MOST_KEPT) this.#byVersion.clear()
    this.#byVersion.set(version, titles)
    return titles
  }
}
