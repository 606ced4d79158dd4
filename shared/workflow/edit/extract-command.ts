/**
 * Some nodes as a command of their own, and a node that runs it in their place. What they read outside becomes parameters,
 * what is read of them its result. Where the meaning could change it is refused, with the reason.
 */
import type { Json } from '../../json.ts'
import type { KindCatalog } from '../kind-descriptor.ts'
import { titleOfNode } from '../title-of-node.ts'
import {
  DEFAULT_PORT,
  type Edge,
  edgeSource,
  FORMAT,
  type LayoutEntry,
  type Parameter,
  type Workflow,
  type WorkflowNode,
} from '../workflow.ts'
import { CALL, END, earlyJoin, looseEnd, namesRead, ownMemory, START } from './command-parts.ts'
import { withChildren } from './inner-nodes.ts'
import { loopsAround } from './loops-around.ts'
import { freshNames } from './node-ids.ts'
import { mapTexts } from './references.ts'
import { edgeFrom, listedNodes } from './rename-ids.ts'
import { rewriteScopeNames, type ScopeName } from './scope-names.ts'

export interface ExtractOptions {
  /** Of the new command. */
  readonly name: string
  readonly catalog: KindCatalog
}

export type Extracted =
  | { readonly problem: string }
  | { readonly command: Workflow; readonly workflow: Workflow /** Of the node that runs it. */; readonly id: string }

export function extractCommand(workflow: Workflow, ids: ReadonlySet<string>, options: ExtractOptions): Extracted {
  const part = partOf(workflow, ids, options.catalog)
  const problem = refusal(part)
  if (problem !== undefined) return { problem }
  return new Extraction(part, options).result()
}

interface Part {
  readonly workflow: Workflow
  readonly catalog: KindCatalog
  readonly inside: ReadonlySet<string>
  readonly nodes: readonly WorkflowNode[]
  readonly outside: readonly WorkflowNode[]
  /** Those that no other of them holds. */
  readonly top: readonly WorkflowNode[]
  readonly inner: readonly Edge[]
  readonly entering: readonly Edge[]
  readonly leaving: readonly Edge[]
  /** What is entered first. */
  readonly first: readonly string[]
}

function partOf(workflow: Workflow, ids: ReadonlySet<string>, catalog: KindCatalog): Part {
  const inside = withChildren(workflow, ids)
  const nodes = workflow.nodes.filter(({ id }) => inside.has(id))
  const top = nodes.filter(({ parent }) => parent === undefined || !inside.has(parent))
  const isInside = (edge: Edge) => [inside.has(edgeSource(edge).node), inside.has(edge.to)] as const
  const edges = workflow.edges.map((edge) => [edge, ...isInside(edge)] as const)
  const inner = edges.flatMap(([edge, from, to]) => (from && to ? [edge] : []))
  const entering = edges.flatMap(([edge, from, to]) => (!from && to ? [edge] : []))
  const leaving = edges.flatMap(([edge, from, to]) => (from && !to ? [edge] : []))
  const compensators = new Set(nodes.flatMap(({ compensate }) => compensate ?? []))
  const runs = (node: WorkflowNode) => catalog.get(node.kind)?.runs !== false && !compensators.has(node.id)
  const roots = top.filter((node) => runs(node) && !inner.some((edge) => edge.to === node.id && !edge.loop))
  const entered = new Set(entering.map(({ to }) => to))
  const first = entering.length > 0 ? [...entered] : roots.map(({ id }) => id)
  const outside = workflow.nodes.filter(({ id }) => !inside.has(id))
  return { workflow, catalog, inside, nodes, outside, top, inner, entering, leaving, first }
}

function refusal(part: Part): string | undefined {
  return (
    wrongSelection(part) ??
    wrongEntry(part) ??
    crossing(part) ??
    ownMemory(part.nodes) ??
    wrongExit(part) ??
    earlyJoin(part.top, part.workflow.edges) ??
    unreadable(part)
  )
}

function wrongSelection({ top, nodes, catalog }: Part): string | undefined {
  if (top.length === 0) return 'Select the nodes first.'
  if (new Set(top.map(({ parent }) => parent)).size > 1) return 'Select nodes of one container.'
  const unknown = nodes.find(({ kind }) => !catalog.has(kind))
  if (unknown) return `${titleOfNode(unknown)} is of a kind that this version does not know.`
  const entry = nodes.find(({ kind }) => catalog.get(kind)?.entry)
  if (entry) return `${titleOfNode(entry)} begins a run. Leave it out: the new command gets a beginning of its own.`
  const end = top.find(({ kind }) => kind === END)
  if (end) return `${titleOfNode(end)} ends the run; in a command of its own it would end that one only. Leave it out.`
  return top.every(({ kind }) => catalog.get(kind)?.runs === false)
    ? 'Notes alone do nothing. Select what runs.'
    : undefined
}

function wrongEntry(part: Part): string | undefined {
  const { entering, leaving, inner, first, top, workflow } = part
  const title = titleIn(workflow)
  const loop = [...entering, ...leaving].find((edge) => edge.loop)
  if (loop)
    return `The loop from ${title(edgeSource(loop).node)} back to ${title(loop.to)} would cross its border. Select all that it goes round.`
  if (entering.length === 0)
    return top[0]?.parent === undefined
      ? 'No edge leads to the selection, so nothing would run the new command.'
      : undefined
  const sources = first.map((id) =>
    entering
      .flatMap((edge) => (edge.to === id ? [edge.from] : []))
      .sort()
      .join(' '),
  )
  if (new Set(sources).size > 1)
    return `It is entered at several places from different nodes: ${first.map(title).join(', ')}. A command has one beginning.`
  const mixed = first.find((id) => inner.some((edge) => edge.to === id && !edge.loop))
  if (mixed !== undefined)
    return `${title(mixed)} is reached both from outside and from inside. A command is entered at its beginning only.`
  const reached = new Set([...first, ...inner.map(({ to }) => to)])
  const stray = top[0]?.parent === undefined ? undefined : runningTop(part).find(({ id }) => !reached.has(id))
  return stray && `${titleOfNode(stray)} starts with each item by itself, beside what is entered from outside.`
}

function runningTop({ top, nodes, catalog }: Part): readonly WorkflowNode[] {
  const compensators = new Set(nodes.flatMap(({ compensate }) => compensate ?? []))
  return top.filter((node) => catalog.get(node.kind)?.runs !== false && !compensators.has(node.id))
}

function wrongExit({ leaving, top, inner, catalog, workflow }: Part): string | undefined {
  const exits = [...new Set(leaving.map(({ from }) => from))]
  if (exits.length > 1)
    return `It is left at several places: ${exits.join(', ')}. A command has one way on. Join them inside first, or select what follows too.`
  const [exit] = leaving
  if (!exit) return undefined
  const { node, port } = edgeSource(exit)
  if (port === 'error' || port === 'interrupted')
    return `It is left by “${port}” of ${titleIn(workflow)(node)}, and a command that fails tells nothing of its inside. Handle it inside first.`
  return looseEnd(top, inner, catalog, (each, way) => each.id === node && way === port)
}

function crossing({ nodes, outside, inside, catalog }: Part): string | undefined {
  const over = (node: WorkflowNode, there: (id: string) => boolean) =>
    (node.compensate !== undefined && there(node.compensate)) || listedNodes(node, catalog).some(there)
  const node =
    nodes.find((each) => over(each, (id) => !inside.has(id))) ??
    outside.find((each) => over(each, (id) => inside.has(id)))
  return (
    node &&
    `${titleOfNode(node)} names a node on the other side (as what undoes it, or to cancel it), and nothing reaches over the border of a command.`
  )
}

function unreadable({ nodes, outside }: Part): string | undefined {
  for (const node of [...nodes, ...outside])
    for (const { root, field } of namesRead(node)) {
      if (root === 'nodes' && !field)
        return `${titleOfNode(node)} reads all nodes at once, so it cannot be told which it needs.`
      if (root === 'args' && !field && nodes.includes(node))
        return `${titleOfNode(node)} reads all arguments at once. Let it name those it needs.`
    }
  return undefined
}

const titleIn =
  ({ nodes }: Workflow) =>
  (id: string): string =>
    titleOfNode(nodes.find((node) => node.id === id) ?? { id })

interface Given {
  readonly parameter: Parameter
  readonly value: Json
  /** What stands in the new command for what stood there. */
  readonly reads: string
}

class Extraction {
  readonly #part: Part
  readonly #name: string
  /** By what is read: `nodes diff`, `args base`, `item`. */
  readonly #given = new Map<string, Given>()
  readonly #loops: ReturnType<typeof loopsAround>

  constructor(part: Part, { name }: ExtractOptions) {
    this.#part = part
    this.#name = name
    this.#loops = loopsAround(part)
  }

  result(): Extracted {
    const { workflow, inside, nodes, inner, first, leaving, top, outside } = this.#part
    const call = freshNames([this.#name.replaceAll('-', '_')], new Set(workflow.nodes.map(({ id }) => id)))
    const id = [...call.values()][0] ?? CALL
    const own = freshNames(['start', 'done'], inside)
    const [start = 'start', done = 'done'] = own.values()
    const read = new Set(
      outside.flatMap((node) =>
        namesRead(node).flatMap(({ root, field }) =>
          root === 'nodes' && field && inside.has(field.name) ? [field.name] : [],
        ),
      ),
    )
    const [exit] = leaving
    const last = exit ? edgeSource(exit).node : lastOf(this.#part)
    if (read.size > 0 && last === undefined)
      return {
        problem: `${[...read].map(titleIn(workflow)).join(', ')} is read outside, but nothing follows that waits for it. Add an edge to what reads it.`,
      }
    const moved = nodes.map((node) => this.#movedIn(node))
    const result = resultOf(read, last)
    const ends = last === undefined ? [] : [{ id: done, kind: END, config: { result } }]
    const port = exit ? edgeSource(exit).port : DEFAULT_PORT
    const command: Workflow = {
      format: FORMAT,
      name: this.#name,
      ...(this.#given.size > 0 && { parameters: [...this.#given.values()].map(({ parameter }) => parameter) }),
      nodes: [{ id: start, kind: START }, ...moved, ...ends],
      edges: [
        ...first.map((to) => ({ from: start, to })),
        ...inner,
        ...(last === undefined ? [] : [{ from: edgeFrom(last, port), to: done }]),
      ],
      layout: innerLayout(this.#part, start, last === undefined ? undefined : done),
    }
    const parent = top[0]?.parent
    const args = Object.fromEntries([...this.#given.values()].map(({ parameter, value }) => [parameter.name, value]))
    const node: WorkflowNode = {
      id,
      kind: CALL,
      ...(parent !== undefined && { parent }),
      config: { name: this.#name, ...(this.#given.size > 0 && { args }) },
    }
    return { command, workflow: this.#around(node, read), id }
  }

  /** The workflow with the node in place of the part. */
  #around(call: WorkflowNode, read: ReadonlySet<string>): Workflow {
    const { workflow, inside, first } = this.#part
    const at = workflow.nodes.findIndex(({ id }) => inside.has(id))
    const several = read.size > 1
    const nodes = workflow.nodes.flatMap((node, index) => {
      if (inside.has(node.id)) return index === at ? [call] : []
      const config =
        node.config &&
        mapTexts(node.config, (text) =>
          rewriteScopeNames(text, ({ root, field }) => {
            if (root !== 'nodes' || !field || !inside.has(field.name)) return undefined
            return { text: `nodes.${call.id}${several ? `.${field.name}` : ''}`, end: field.end }
          }),
        )
      return [config === node.config || !config ? node : { ...node, config }]
    })
    const seen = new Set<string>()
    const edges = workflow.edges.flatMap((edge): Edge[] => {
      const [from, to] = [inside.has(edgeSource(edge).node), inside.has(edge.to)]
      if (from && to) return []
      const next = from ? { ...edge, from: call.id } : to ? { ...edge, to: call.id } : edge
      const key = `${next.from} ${next.to}`
      if ((from || to) && seen.has(key)) return []
      seen.add(key)
      return [next]
    })
    const place = workflow.layout?.[first[0] ?? ''] ?? workflow.layout?.[workflow.nodes[at]?.id ?? '']
    const layout = Object.entries(workflow.layout ?? {}).filter(([id]) => !inside.has(id))
    const point = place === undefined ? undefined : Array.isArray(place) ? place : place.at
    return {
      ...workflow,
      nodes,
      edges,
      layout: Object.fromEntries([...layout, ...(point ? [[call.id, point] as [string, LayoutEntry]] : [])]),
    }
  }

  #movedIn(node: WorkflowNode): WorkflowNode {
    const { inside } = this.#part
    const config =
      node.config && mapTexts(node.config, (text) => rewriteScopeNames(text, (name) => this.#rewritten(name, node)))
    const next = config ? { ...node, config } : node
    if (next.parent === undefined || inside.has(next.parent)) return next
    const { parent: _outside, ...rest } = next
    return rest as WorkflowNode // id and kind stay
  }

  #rewritten(name: ScopeName, node: WorkflowNode): { readonly text: string; readonly end: number } | undefined {
    const { root, field, end } = name
    if (root === 'nodes' && field && !this.#part.inside.has(field.name))
      return {
        text: this.#take(`nodes ${field.name}`, field.name, (own) => this.#ofNode(field.name, own)).reads,
        end: field.end,
      }
    if (root === 'args' && field) {
      const { reads } = this.#take(`args ${field.name}`, field.name, (own) => this.#ofArgument(field.name, own))
      return { text: reads, end: field.end }
    }
    if (root === 'item' || root === 'index') {
      if (this.#loops.itemsInside(node)) return undefined
      // A text that is an item could be read as JSON on its way; inside an object it is not.
      return { text: this.#take(root, root, (own) => outer(root, own, root === 'item')).reads, end }
    }
    if (root === 'run' || (root === 'loop' && this.#loops.loopOutside(node)))
      return { text: this.#take(root, root, (own) => outer(root, own, false)).reads, end }
    return undefined
  }

  #take(key: string, wanted: string, make: (name: string) => Given): Given {
    const known = this.#given.get(key)
    if (known) return known
    const taken = new Set([...this.#given.values()].map(({ parameter }) => parameter.name))
    const given = make(freshNames([wanted], taken).get(wanted) ?? wanted)
    this.#given.set(key, given)
    return given
  }

  #ofNode(id: string, name: string): Given {
    const node = this.#part.workflow.nodes.find((each) => each.id === id)
    const fields = Object.keys((node && this.#part.catalog.get(node.kind)?.output) ?? {})
    const given = outer(`nodes.${id}`, name, fields.length === 0)
    return { ...given, parameter: { ...given.parameter, description: `Output of ${titleOfNode(node ?? { id })}` } }
  }

  #ofArgument(argument: string, name: string): Given {
    const known = (this.#part.workflow.parameters ?? []).find((parameter) => parameter.name === argument)
    const parameter: Parameter = known ? { ...known, name } : { name, type: 'json', required: false }
    return { parameter, value: `{{ args.${argument} }}`, reads: `args.${name}` }
  }
}

/** `wrapped`: inside an object, so that text stays text whatever it says. */
function outer(path: string, name: string, wrapped: boolean): Given {
  const value = `{{ ${path} }}`
  return {
    parameter: { name, type: 'json', required: false },
    value: wrapped ? { value } : value,
    reads: wrapped ? `args.${name}.value` : `args.${name}`,
  }
}

/** Without a way on: the one node at which everything ends, where there is one. */
function lastOf({ top, inner, catalog }: Part): string | undefined {
  const sources = new Set(inner.flatMap((edge) => (edge.loop ? [] : [edgeSource(edge).node])))
  const ends = top.filter(({ id, kind }) => catalog.get(kind)?.runs !== false && !sources.has(id))
  const [only] = ends
  if (!only || ends.length > 1) return undefined
  return looseEnd(top, inner, catalog, ({ id }, port) => id === only.id && port === DEFAULT_PORT) === undefined
    ? only.id
    : undefined
}

function resultOf(read: ReadonlySet<string>, last: string | undefined): Json {
  if (read.size > 1) return Object.fromEntries([...read].map((id) => [id, `{{ nodes.${id} }}`]))
  return `{{ nodes.${[...read][0] ?? last} }}`
}

const COLUMN = 96

/** The part as it stood, between a beginning and an end. */
function innerLayout(
  { workflow, top, nodes, first }: Part,
  start: string,
  done: string | undefined,
): Record<string, LayoutEntry> {
  const layout = workflow.layout ?? {}
  const pointOf = (id: string) => {
    const entry = layout[id]
    return entry === undefined ? undefined : Array.isArray(entry) ? entry : entry.at
  }
  const points = top.flatMap(({ id }) => {
    const point = pointOf(id)
    return point ? [point] : []
  })
  if (points.length === 0) return {}
  const [left, right] = [Math.min(...points.map(([x]) => x)), Math.max(...points.map(([x]) => x))]
  const highest = Math.min(...points.map(([, y]) => y))
  const row = (pointOf(first[0] ?? '')?.[1] ?? highest) - highest
  const isTop = new Set(top.map(({ id }) => id))
  const moved = nodes.flatMap(({ id }): [string, LayoutEntry][] => {
    const entry = layout[id]
    if (entry === undefined) return []
    if (!isTop.has(id)) return [[id, entry]]
    const point = pointOf(id) ?? [0, 0]
    const at: [number, number] = [point[0] - left + COLUMN, point[1] - highest]
    return [[id, Array.isArray(entry) ? at : { ...entry, at }]]
  })
  return Object.fromEntries([
    [start, [0, row]],
    ...moved,
    ...(done === undefined ? [] : [[done, [right - left + COLUMN * 3 + 32, row]]]),
  ])
}
