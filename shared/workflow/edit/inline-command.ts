/**
 * The nodes of a command in place of the node that runs it. What it was given stands where its parameters were read, and what
 * was read of it is read of its nodes. Where the meaning could change it is refused, with the reason.
 */
import { placeNodes } from '../../drawing/places.ts'
import { isJsonObject, type Json } from '../../json.ts'
import { plainNames } from '../expression-tree.ts'
import type { KindCatalog } from '../kind-descriptor.ts'
import { titleOfNode } from '../title-of-node.ts'
import {
  DEFAULT_PORT,
  type Edge,
  edgeSource,
  type LayoutEntry,
  RESERVED_IDS,
  type Workflow,
  type WorkflowNode,
} from '../workflow.ts'
import { CALL, COMPUTE, END, earlyJoin, looseEnd, namesRead, ownMemory, START } from './command-parts.ts'
import { freshNames } from './node-ids.ts'
import { mapTexts } from './references.ts'
import { edgeFrom, type Names, renameIdsInEdge, renameIdsInNode } from './rename-ids.ts'
import { rewriteScopeNames, type ScopeName } from './scope-names.ts'

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

const POLICIES = ['retry', 'timeout', 'lock', 'compensate', 'pinned', 'disabled', 'join'] as const

function callProblem(workflow: Workflow, call: WorkflowNode): string | undefined {
  const title = titleOfNode(call)
  if (call.kind !== CALL || typeof call.config?.name !== 'string') return `${title} does not run another command.`
  if (call.config.wait === false)
    return `${title} does not wait for the command, and nodes in its place would be waited for.`
  const args = call.config.args
  if (args !== undefined && !isJsonObject(args))
    return `What ${title} gives the command is computed as a whole. Name the arguments one by one.`
  const policy = POLICIES.find((field) => call[field] !== undefined && !(field === 'join' && call.join === 'all'))
  if (policy !== undefined)
    return `${title} has “${policy}”, which counts for the command as a whole. Take it away first.`
  const failing = workflow.edges.find(
    (edge) => edgeSource(edge).node === call.id && edgeSource(edge).port !== DEFAULT_PORT,
  )
  if (failing)
    return `An edge leaves ${title} by “${edgeSource(failing).port}”, for whatever fails inside. Take it away, and give the nodes ways of their own afterwards.`
  const undone = workflow.nodes.find(({ compensate }) => compensate === call.id)
  return undone && `${title} undoes ${titleOfNode(undone)}, and one node alone can do that.`
}

function commandProblem(command: Workflow, catalog: KindCatalog): string | undefined {
  const top = command.nodes.filter(({ parent }) => parent === undefined)
  const entries = command.nodes.filter(({ kind }) => catalog.get(kind)?.entry)
  const other = entries.find(({ kind }) => kind !== START)
  if (entries.length !== 1 || other) return `/${command.name} begins in several ways, or not by being called.`
  const ends = top.filter(({ kind }) => kind === END)
  if (ends.length > 1) return `/${command.name} ends at several places: ${ends.map(titleOfNode).join(', ')}.`
  if (ends.some(({ config }) => config?.status !== undefined && config.status !== 'succeeded'))
    return `/${command.name} ends as failed, which nodes in the place of it could not say.`
  const reader = command.nodes.find((node) => namesRead(node).some(({ root, field }) => root === 'nodes' && !field))
  if (reader) return `${titleOfNode(reader)} of /${command.name} reads all nodes at once, and here there are others.`
  return ownMemory(command.nodes) ?? earlyJoin(command.nodes, command.edges)
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
  #needsComputed = false

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
  }

  problem(): string | undefined {
    const { name } = this.#command
    const hasNext = this.#workflow.edges.some((edge) => edgeSource(edge).node === this.#call.id)
    const isRead = this.#readers().length > 0
    if (this.#end) {
      const loose = looseEnd(this.#top, this.#edges, this.#catalog, () => false)
      return loose && `/${name} stops what still runs when it ends, and here it would go on. ${loose}`
    }
    if (!hasNext && !isRead) return undefined
    const last = this.#last()
    return last === undefined
      ? `/${name} ends at several places, so it cannot be told what comes before the next node. Give it an end.`
      : undefined
  }

  result(): Inlined {
    const direct = this.#direct()
    const source = direct ? this.#names.get(direct.node) : undefined
    const nodes = this.#moved()
    // What it gave back is computed by a node of its name, where it is more than the output of one node.
    const result: WorkflowNode[] =
      direct || !this.#end
        ? []
        : [this.#placedNode({ id: this.#call.id, kind: COMPUTE, config: { value: this.#resultValue() } })]
    const first = this.#first(direct?.node)
    const computed: WorkflowNode[] = this.#needsComputed
      ? [this.#placedNode({ id: this.#computed, kind: COMPUTE, config: { value: this.#call.config?.args ?? {} } })]
      : []
    const inside = this.#edges.flatMap((edge) => this.#innerEdge(edge, direct !== undefined))
    const out = direct && source !== undefined ? edgeFrom(source, direct.port) : this.#call.id
    const edges = this.#workflow.edges.flatMap((edge): Edge[] => {
      const [from, to] = [edgeSource(edge).node === this.#call.id, edge.to === this.#call.id]
      const starts = from ? out : edge.from
      if (!to) return [from ? { ...edge, from: starts } : edge]
      return (this.#needsComputed ? [this.#computed] : first).map((target) => ({ ...edge, from: starts, to: target }))
    })
    const begin = this.#needsComputed ? first.map((to): Edge => ({ from: this.#computed, to })) : []
    const others = this.#workflow.nodes
      .filter(({ id }) => id !== this.#call.id)
      .map((node) => this.#reading(node, direct?.reads))
    const at = this.#workflow.nodes.findIndex(({ id }) => id === this.#call.id)
    const all = [...others.slice(0, at), ...computed, ...nodes, ...result, ...others.slice(at)]
    const ids = [...computed, ...nodes, ...result].map((node) => node.id)
    const next = { ...this.#workflow, nodes: all, edges: [...edges, ...begin, ...inside] }
    return {
      workflow: { ...next, layout: this.#layout(next, ids) },
      ids: ids.filter((id) => all.some((node) => node.id === id && node.parent === this.#call.parent)),
    }
  }

  #placedNode(node: WorkflowNode): WorkflowNode {
    return this.#call.parent === undefined ? node : { ...node, parent: this.#call.parent }
  }

  #moved(): readonly WorkflowNode[] {
    return this.#command.nodes.flatMap((node) => {
      if (node.id === this.#start || node.id === this.#end?.id) return []
      const renamed = renameIdsInNode(node, this.#names, this.#catalog)
      const config = renamed.config && mapTexts(renamed.config, (text) => this.#given(text, node))
      const next = config ? { ...renamed, config } : renamed
      return [node.parent === undefined ? this.#placedNode(next) : next]
    })
  }

  #resultValue(): Json {
    const renamed = this.#end ? renameIdsInNode(this.#end, this.#names, this.#catalog) : undefined
    return mapTexts(renamed?.config?.result ?? null, (text) => this.#given(text, this.#end ?? this.#call))
  }

  /** The text with what was given in place of the parameters. */
  #given(text: string, node: WorkflowNode): string {
    if (!text.includes('{{')) return text
    return rewriteScopeNames(text, (name) => this.#argument(text, name, node))
  }

  #argument(
    text: string,
    { root, field, start, end }: ScopeName,
    node: WorkflowNode,
  ): { readonly text: string; readonly end: number } | undefined {
    const startsOutput = root === 'nodes' && field?.name === this.#start
    if (root !== 'args' && !startsOutput) return undefined
    const after = startsOutput ? (field?.end ?? end) : end
    const named = startsOutput ? /^\s*\.\s*([A-Za-z_]\w*)/.exec(text.slice(after)) : undefined
    const name = startsOutput ? named?.[1] : field?.name
    if (name === undefined) return this.#compute('', after)
    const stop = startsOutput ? after + (named?.[0].length ?? 0) : (field?.end ?? end)
    const args = this.#call.config?.args
    const parameter = (this.#command.parameters ?? []).find((each) => each.name === name)
    const value = (isJsonObject(args) ? args[name] : undefined) ?? parameter?.default
    if (isJsonObject(value) && Object.keys(value).length === 1 && 'value' in value) {
      const inner = /^\s*\.\s*value\b/.exec(text.slice(stop))
      const path = inner ? this.#pathOf(value.value, node) : undefined
      if (inner && path !== undefined) return { text: path, end: stop + inner[0].length }
    }
    const path = this.#pathOf(value, node)
    if (path !== undefined) return { text: path, end: stop }
    const literal = literalOf(value, parameter?.type)
    return literal !== undefined && text[start - 1] !== '.'
      ? { text: literal, end: stop }
      : this.#compute(`.${name}`, stop)
  }

  #compute(path: string, end: number): { readonly text: string; readonly end: number } {
    this.#needsComputed = true
    return { text: `nodes.${this.#computed}${path}`, end }
  }

  /** `nodes.diff.stdout` of `{{ nodes.diff.stdout }}`, where it means the same inside. */
  #pathOf(value: Json | undefined, node: WorkflowNode): string | undefined {
    const source = typeof value === 'string' ? /^\{\{([^{}]*)\}\}$/.exec(value)?.[1] : undefined
    const names = source === undefined ? undefined : plainNames(source)
    const [root] = names ?? []
    if (!names || root === undefined) return undefined
    if (root === 'nodes' || root === 'args') return names.length > 1 ? names.join('.') : undefined
    if ((root === 'item' || root === 'index') && node.parent === undefined) return names.join('.')
    if (root === 'loop' && node.parent === undefined && !this.#command.edges.some((edge) => edge.loop))
      return names.join('.')
    return root === 'run' ? names.join('.') : undefined
  }

  #readers(): readonly WorkflowNode[] {
    return this.#workflow.nodes.filter((node) =>
      namesRead(node).some(({ root, field }) => root === 'nodes' && field?.name === this.#call.id),
    )
  }

  /** The one node at which a command without an end ends. */
  #last(): string | undefined {
    const sources = new Set(this.#edges.flatMap((edge) => (edge.loop ? [] : [edgeSource(edge).node])))
    const ends = this.#top.filter(({ id, kind }) => this.#catalog.get(kind)?.runs !== false && !sources.has(id))
    const [only] = ends
    if (!only || ends.length > 1) return undefined
    const loose = looseEnd(
      this.#top,
      this.#edges,
      this.#catalog,
      ({ id }, port) => id === only.id && port === DEFAULT_PORT,
    )
    return loose === undefined ? only.id : undefined
  }

  /** The node whose output is the result as it is, with the port that leads on; and how its fields are read. */
  #direct():
    | {
        readonly node: string
        readonly port: string
        readonly reads: (field: string | undefined) => string | undefined
      }
    | undefined {
    if (!this.#end) {
      const last = this.#last()
      return last === undefined ? undefined : { node: last, port: DEFAULT_PORT, reads: () => this.#names.get(last) }
    }
    const end = this.#end
    const before = this.#edges.filter((edge) => edge.to === end.id)
    const [only] = before
    if (
      !only ||
      before.length > 1 ||
      this.#command.edges.some((edge) => edge.to === end.id && edgeSource(edge).node === this.#start)
    )
      return undefined
    const { node, port } = edgeSource(only)
    const whole = outputOf(end.config?.result)
    if (whole !== undefined && this.#names.has(whole)) return { node, port, reads: () => this.#names.get(whole) }
    const result = end.config?.result
    if (!isJsonObject(result)) return undefined
    const fields = new Map(Object.entries(result).map(([key, value]) => [key, this.#names.get(outputOf(value) ?? '')]))
    return this.#fieldsRead().every((field) => field !== undefined && fields.get(field) !== undefined)
      ? { node, port, reads: (field) => (field === undefined ? undefined : fields.get(field)) }
      : undefined
  }

  /** What is read of the call: the name behind it, undefined where it is read as a whole. */
  #fieldsRead(): readonly (string | undefined)[] {
    const fields: (string | undefined)[] = []
    for (const node of this.#readers())
      mapTexts(node.config ?? {}, (text) =>
        rewriteScopeNames(text, ({ root, field }) => {
          if (root === 'nodes' && field?.name === this.#call.id) fields.push(nextName(text, field.end)?.name)
          return undefined
        }),
      )
    return fields
  }

  #reading(node: WorkflowNode, reads: ((field: string | undefined) => string | undefined) | undefined): WorkflowNode {
    if (!reads) return node
    const several = this.#end !== undefined && isJsonObject(this.#end.config?.result)
    const config =
      node.config &&
      mapTexts(node.config, (text) =>
        rewriteScopeNames(text, ({ root, field }) => {
          if (root !== 'nodes' || field?.name !== this.#call.id) return undefined
          const next = several ? nextName(text, field.end) : undefined
          const to = reads(next?.name)
          return to === undefined ? undefined : { text: `nodes.${to}`, end: next?.end ?? field.end }
        }),
      )
    return config === node.config || !config ? node : { ...node, config }
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

  /** The block where the call stood, or below what is in the way there: nothing else moves. */
  #layout(next: Workflow, ids: readonly string[]): Workflow['layout'] {
    const { [this.#call.id]: place, ...rest } = this.#workflow.layout ?? {}
    const corner = place === undefined ? [0, 0] : Array.isArray(place) ? place : place.at
    const block = placeNodes({ ...this.#command, nodes: this.#command.nodes }, this.#catalog)
    const staying = [...block.values()].filter(({ node, depth }) => depth === 0 && node.id !== this.#start)
    const left = Math.min(...staying.map(({ x }) => x), Number.MAX_SAFE_INTEGER)
    const top = Math.min(...staying.map(({ y }) => y), Number.MAX_SAFE_INTEGER)
    const layout: Record<string, LayoutEntry> = { ...rest }
    const idOf = (id: string) => (id === this.#end?.id ? this.#call.id : this.#names.get(id))
    let [x, y] = [(corner[0] ?? 0) - left, (corner[1] ?? 0) - top]
    const others = [...placeNodes(this.#workflow, this.#catalog).values()].filter(
      ({ node }) => node.parent === this.#call.parent && node.id !== this.#call.id,
    )
    const covers = () =>
      staying.some((own) =>
        others.some(
          (other) =>
            own.x + x < other.x + other.width &&
            other.x < own.x + x + own.width &&
            own.y + y < other.y + other.height + 24 &&
            other.y < own.y + y + own.height + 24,
        ),
      )
    while (covers()) y += 24
    for (const { node, x: ownX, y: ownY, depth } of block.values()) {
      const id = idOf(node.id)
      if (id === undefined || !ids.includes(id)) continue
      const entry = this.#command.layout?.[node.id]
      const at: [number, number] =
        depth === 0 ? [ownX + x, ownY + y] : entry === undefined ? [0, 0] : Array.isArray(entry) ? entry : entry.at
      if (depth === 0 || entry !== undefined)
        layout[id] = entry === undefined || Array.isArray(entry) || id === this.#call.id ? at : { ...entry, at }
    }
    if (ids.includes(this.#computed))
      layout[this.#computed] = [(corner[0] ?? 0) - 8, (corner[1] ?? 0) + y - ((corner[1] ?? 0) - top) - 88]
    return next.nodes.length === 0 ? rest : layout
  }
}

/** The node of `{{ nodes.review }}`. */
function outputOf(value: Json | undefined): string | undefined {
  const source = typeof value === 'string' ? /^\{\{([^{}]*)\}\}$/.exec(value)?.[1] : undefined
  const names = source === undefined ? undefined : plainNames(source)
  return names?.length === 2 && names[0] === 'nodes' ? names[1] : undefined
}

function nextName(text: string, from: number): { readonly name: string; readonly end: number } | undefined {
  const match = /^\s*\.\s*([A-Za-z_]\w*)/.exec(text.slice(from))
  return match?.[1] === undefined ? undefined : { name: match[1], end: from + match[0].length }
}

/** As the expression language writes it; undefined where it holds expressions, or is nothing. */
function literalOf(value: Json | undefined, type: string | undefined): string | undefined {
  if (value === undefined || value === null || JSON.stringify(value).includes('{{')) return undefined
  if (
    typeof value === 'string' &&
    (type === undefined ||
      type === 'string' ||
      type === 'text' ||
      type === 'enum' ||
      type === 'file' ||
      type === 'directory')
  )
    return JSON.stringify(value)
  return typeof value === 'number' || typeof value === 'boolean' ? JSON.stringify(value) : undefined
}
