/** What a command gave back to the node that ran it, in the texts of the workflow around: there it is read of the nodes that came. */
import { isJsonObject } from '../../json.ts'
import { DEFAULT_PORT, type Edge, edgeSource, type Workflow, type WorkflowNode } from '../workflow.ts'
import { namesRead } from './command-parts.ts'
import { mapTexts } from './references.ts'
import type { Names } from './rename-ids.ts'
import { rewriteScopeNames } from './scope-names.ts'
import { nextName, outputOf } from './value-names.ts'

interface ResultFacts {
  readonly workflow: Workflow
  readonly call: WorkflowNode
  readonly command: Workflow
  /** Id of the command's beginning. */
  readonly start: string
  readonly end: WorkflowNode | undefined
  /** The one node at which a command without an end ends. */
  readonly last: string | undefined
  /** Those of the command that do not leave its beginning. */
  readonly edges: readonly Edge[]
  /** New ids of its nodes. */
  readonly names: Names
}

/** The node behind a field that is read of the call, by its new id; `undefined` is the result as a whole. */
type Reads = (field: string | undefined) => string | undefined

/** The result is what other nodes give, as it is. */
export interface DirectResult {
  /** The node that leads on, by its id in the command, and the port. */
  readonly node: string
  readonly port: string
  readonly reads: Reads
}

export class GivenResult {
  readonly #facts: ResultFacts
  readonly #readers: readonly WorkflowNode[]

  constructor(facts: ResultFacts) {
    this.#facts = facts
    this.#readers = facts.workflow.nodes.filter((node) =>
      namesRead(node).some(({ root, field }) => root === 'nodes' && field?.name === facts.call.id),
    )
  }

  get isRead(): boolean {
    return this.#readers.length > 0
  }

  get last(): string | undefined {
    return this.#facts.last
  }

  /** Undefined where a node of its own must compute it. */
  direct(): DirectResult | undefined {
    const { end, last, names, edges, command, start } = this.#facts
    if (!end) return last === undefined ? undefined : { node: last, port: DEFAULT_PORT, reads: () => names.get(last) }
    const [only, ...others] = edges.filter((edge) => edge.to === end.id)
    const endsAtOnce = command.edges.some((edge) => edge.to === end.id && edgeSource(edge).node === start)
    if (!only || others.length > 0 || endsAtOnce) return undefined
    const reads = this.#readsOf(end)
    return reads && { ...edgeSource(only), reads }
  }

  #readsOf(end: WorkflowNode): Reads | undefined {
    const { names } = this.#facts
    const result = end.config?.result
    const whole = outputOf(result)
    if (whole !== undefined && names.has(whole)) return () => names.get(whole)
    if (!isJsonObject(result)) return undefined
    const fields = new Map(Object.entries(result).map(([key, value]) => [key, names.get(outputOf(value) ?? '')]))
    const reads: Reads = (field) => (field === undefined ? undefined : fields.get(field))
    return this.#fieldsRead().every((field) => reads(field) !== undefined) ? reads : undefined
  }

  /** What is read of the call: the name behind it, undefined where it is read as a whole. */
  #fieldsRead(): readonly (string | undefined)[] {
    const fields: (string | undefined)[] = []
    for (const node of this.#readers)
      mapTexts(node.config ?? {}, (text) =>
        rewriteScopeNames(text, ({ root, field }) => {
          if (root === 'nodes' && field?.name === this.#facts.call.id) fields.push(nextName(text, field.end)?.name)
          return undefined
        }),
      )
    return fields
  }

  /** A node of the workflow around, whose texts read the nodes that came. */
  reading(node: WorkflowNode, reads: Reads | undefined): WorkflowNode {
    if (!reads) return node
    const { call, end } = this.#facts
    const several = end !== undefined && isJsonObject(end.config?.result)
    const config =
      node.config &&
      mapTexts(node.config, (text) =>
        rewriteScopeNames(text, ({ root, field }) => {
          if (root !== 'nodes' || field?.name !== call.id) return undefined
          const next = several ? nextName(text, field.end) : undefined
          const to = reads(next?.name)
          return to === undefined ? undefined : { text: `nodes.${to}`, end: next?.end ?? field.end }
        }),
      )
    return config === node.config || !config ? node : { ...node, config }
  }
}
