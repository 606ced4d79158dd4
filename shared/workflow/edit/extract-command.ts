/**
 * Some nodes as a command of their own, and a node that runs it in their place. What they read outside becomes parameters,
 * what is read of them its result. Where the meaning could change it is refused, with the reason.
 */
import type { Json } from '../../json.ts'
import type { KindCatalog } from '../kind-descriptor.ts'
import { titleById, titleOfNode } from '../title-of-node.ts'
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
import { CALL, END, lastOf, namesRead, START } from './command-parts.ts'
import { innerLayout } from './extract-layout.ts'
import { type Part, partOf } from './extract-part.ts'
import { extractRefusal } from './extract-refusal.ts'
import { withParent } from './inner-nodes.ts'
import { loopsAround } from './loops-around.ts'
import { freshNames } from './node-ids.ts'
import { mapTexts } from './references.ts'
import { edgeFrom } from './rename-ids.ts'
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
  const problem = extractRefusal(part)
  if (problem !== undefined) return { problem }
  return new Extraction(part, options).result()
}

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
    const last = exit ? edgeSource(exit).node : lastOf(this.#part.top, this.#part.inner, this.#part.catalog)
    if (read.size > 0 && last === undefined)
      return {
        problem: `${[...read].map((id) => titleById(workflow, id)).join(', ')} is read outside, but nothing follows that waits for it. Add an edge to what reads it.`,
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
    return next.parent === undefined || inside.has(next.parent) ? next : withParent(next, undefined)
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

function resultOf(read: ReadonlySet<string>, last: string | undefined): Json {
  if (read.size > 1) return Object.fromEntries([...read].map((id) => [id, `{{ nodes.${id} }}`]))
  return `{{ nodes.${[...read][0] ?? last} }}`
}
