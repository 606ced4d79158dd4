/**
 * The nodes of a command in place of the node that runs it. What it was given stands where its parameters were read, and what
 * was read of it is read of its nodes. Where the meaning could change it is refused, with the reason.
 */
import type { Json } from '../../json.ts'
import type { KindCatalog } from '../kind-descriptor.ts'
import { type Edge, edgeSource, RESERVED_IDS, type Workflow, type WorkflowNode } from '../workflow.ts'
import { COMPUTE, END, lastOf, looseEnd, START } from './command-parts.ts'
import { GivenArguments } from './inline-arguments.ts'
import { inlinedLayout } from './inline-layout.ts'
import { callProblem, commandProblem } from './inline-refusal.ts'
import { GivenResult } from './inline-result.ts'
import { freshNames } from './node-ids.ts'
import { mapTexts } from './references.ts'
import { edgeFrom, type Names, renameIdsInEdge, renameIdsInNode } from './rename-ids.ts'

export type Inlined =
  | { readonly problem: string }
  | { readonly workflow: Workflow /** Of the nodes that came. */; readonly ids: readonly string[] }

/** `command` is the file that the node runs. */
export function inlineCommand(workflow: Workflow, id: string, command: Workflow, catalog: KindCatalog): Inlined {
  const call = workflow.nodes.find((node) => node.id === id)
  if (!call) return { problem: 'The node is gone.' }
  const problem = callProblem(workflow, call) ?? commandProblem(command, catalog)
  if (problem !== undefined) return { problem }
  const inlining = new Inlining(workflow, call, command, catalog)
  const why = inlining.problem()
  return why === undefined ? inlining.result() : { problem: why }
}

class Inlining {
  readonly #workflow: Workflow
  readonly #call: WorkflowNode
  readonly #command: Workflow
  readonly #catalog: KindCatalog
  readonly #start: string
  readonly #end: WorkflowNode | undefined
  readonly #top: readonly WorkflowNode[]
  /** Edges between what stays. */
  readonly #edges: readonly Edge[]
  readonly #names: Names
  readonly #computed: string
  readonly #given: GivenArguments
  readonly #gives: GivenResult

  constructor(workflow: Workflow, call: WorkflowNode, command: Workflow, catalog: KindCatalog) {
    this.#workflow = workflow
    this.#call = call
    this.#command = command
    this.#catalog = catalog
    this.#start = command.nodes.find(({ kind }) => kind === START)?.id ?? ''
    this.#end = command.nodes.find(({ kind, parent }) => kind === END && parent === undefined)
    this.#top = command.nodes.filter(
      ({ id, parent }) => parent === undefined && id !== this.#start && id !== this.#end?.id,
    )
    this.#edges = command.edges.filter((edge) => edgeSource(edge).node !== this.#start)
    const staying = command.nodes.filter(({ id }) => id !== this.#start && id !== this.#end?.id)
    const taken = new Set([...workflow.nodes.map(({ id }) => id), ...RESERVED_IDS])
    const names = new Map(freshNames([...staying.map(({ id }) => id), ' given'], taken))
    this.#computed =
      freshNames([`${call.id}_given`], new Set([...taken, ...names.values()])).get(`${call.id}_given`) ?? ''
    names.delete(' given')
    this.#names = names
    this.#given = new GivenArguments({ call, command, start: this.#start, computed: this.#computed })
    this.#gives = new GivenResult({
      workflow,
      call,
      command,
      start: this.#start,
      end: this.#end,
      last: this.#end ? undefined : lastOf(this.#top, this.#edges, catalog),
      edges: this.#edges,
      names,
    })
  }

  problem(): string | undefined {
    const { name } = this.#command
    const hasNext = this.#workflow.edges.some((edge) => edgeSource(edge).node === this.#call.id)
    if (this.#end) {
      const loose = looseEnd(this.#top, this.#edges, this.#catalog, () => false)
      return loose && `/${name} stops what still runs when it ends, and here it would go on. ${loose}`
    }
    if (!hasNext && !this.#gives.isRead) return undefined
    return this.#gives.last === undefined
      ? `/${name} ends at several places, so it cannot be told what comes before the next node. Give it an end.`
      : undefined
  }

  result(): Inlined {
    const direct = this.#gives.direct()
    const source = direct ? this.#names.get(direct.node) : undefined
    const nodes = this.#moved()
    // What it gave back is computed by a node of its name, where it is more than the output of one node.
    const result: WorkflowNode[] =
      direct || !this.#end
        ? []
        : [this.#placedNode({ id: this.#call.id, kind: COMPUTE, config: { value: this.#resultValue() } })]
    const first = this.#first(direct?.node)
    const computed: WorkflowNode[] = this.#given.isComputed
      ? [this.#placedNode({ id: this.#computed, kind: COMPUTE, config: { value: this.#given.computed() } })]
      : []
    const inside = this.#edges.flatMap((edge) => this.#innerEdge(edge, direct !== undefined))
    const out = direct && source !== undefined ? edgeFrom(source, direct.port) : this.#call.id
    const edges = this.#workflow.edges.flatMap((edge): Edge[] => {
      const [from, to] = [edgeSource(edge).node === this.#call.id, edge.to === this.#call.id]
      const starts = from ? out : edge.from
      if (!to) return [from ? { ...edge, from: starts } : edge]
      return (this.#given.isComputed ? [this.#computed] : first).map((target) => ({
        ...edge,
        from: starts,
        to: target,
      }))
    })
    const begin = this.#given.isComputed ? first.map((to): Edge => ({ from: this.#computed, to })) : []
    const others = this.#workflow.nodes
      .filter(({ id }) => id !== this.#call.id)
      .map((node) => this.#gives.reading(node, direct?.reads))
    const at = this.#workflow.nodes.findIndex(({ id }) => id === this.#call.id)
    const all = [...others.slice(0, at), ...computed, ...nodes, ...result, ...others.slice(at)]
    const ids = [...computed, ...nodes, ...result].map((node) => node.id)
    const next = { ...this.#workflow, nodes: all, edges: [...edges, ...begin, ...inside] }
    return {
      workflow: { ...next, layout: this.#layout(ids) },
      ids: ids.filter((id) => all.some((node) => node.id === id && node.parent === this.#call.parent)),
    }
  }

  #layout(ids: readonly string[]): Workflow['layout'] {
    const known = new Set(ids)
    const idOf = (id: string): string | undefined => {
      const here = id === this.#end?.id ? this.#call.id : this.#names.get(id)
      return here !== undefined && known.has(here) ? here : undefined
    }
    return inlinedLayout({
      workflow: this.#workflow,
      call: this.#call,
      command: this.#command,
      catalog: this.#catalog,
      idOf,
      computed: known.has(this.#computed) ? this.#computed : undefined,
    })
  }

  #placedNode(node: WorkflowNode): WorkflowNode {
    return this.#call.parent === undefined ? node : { ...node, parent: this.#call.parent }
  }

  #moved(): readonly WorkflowNode[] {
    return this.#command.nodes.flatMap((node) => {
      if (node.id === this.#start || node.id === this.#end?.id) return []
      const renamed = renameIdsInNode(node, this.#names, this.#catalog)
      const config = renamed.config && mapTexts(renamed.config, (text) => this.#given.in(text, node))
      const next = config ? { ...renamed, config } : renamed
      return [node.parent === undefined ? this.#placedNode(next) : next]
    })
  }

  #resultValue(): Json {
    const renamed = this.#end ? renameIdsInNode(this.#end, this.#names, this.#catalog) : undefined
    return mapTexts(renamed?.config?.result ?? null, (text) => this.#given.in(text, this.#end ?? this.#call))
  }

  /** Where it begins, by the new ids. */
  #first(direct: string | undefined): readonly string[] {
    return this.#command.edges.flatMap((edge) => {
      if (edgeSource(edge).node !== this.#start) return []
      if (edge.to === this.#end?.id) return direct === undefined ? [this.#call.id] : []
      return this.#names.get(edge.to) ?? []
    })
  }

  #innerEdge(edge: Edge, direct: boolean): readonly Edge[] {
    if (edge.to !== this.#end?.id) return [renameIdsInEdge(edge, this.#names)]
    return direct ? [] : [{ ...renameIdsInEdge(edge, this.#names), to: this.#call.id }]
  }
}
