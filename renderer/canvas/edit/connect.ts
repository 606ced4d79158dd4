/** Edges: what may be connected, and what a connection becomes. */
import { edgeFrom } from '#shared/workflow/edit/rename-ids.ts'
import { titleOfNode } from '#shared/workflow/title-of-node.ts'
import { type Edge, edgeSource, type Workflow, type WorkflowNode } from '#shared/workflow/workflow.ts'

/** Passes that a loop drawn by hand gets; the inspector changes it. */
export const DEFAULT_LOOP_MAX = 3

export interface Connection {
  readonly from: string
  readonly port: string
  readonly to: string
}

/** Why two nodes cannot be connected so, as a sentence; undefined where they can. `closed` are the nodes where a run begins or that never run; the edge `except` is about to go. */
export function connectionProblem(
  workflow: Workflow,
  connection: Connection,
  closed: ReadonlySet<string>,
  except?: number,
): string | undefined {
  const source = workflow.nodes.find((node) => node.id === connection.from)
  const target = workflow.nodes.find((node) => node.id === connection.to)
  if (!source || !target) return 'One of the two nodes is gone.'
  if (closed.has(target.id)) return `Nothing can lead to ${titleOfNode(target)}: it begins a run, or never runs.`
  if ((source.parent ?? '') !== (target.parent ?? '')) return borderProblem(workflow, source, target)
  const from = edgeFrom(connection.from, connection.port)
  const double = workflow.edges.some(
    (edge, index) =>
      index !== except && edge.to === target.id && edgeFrom(edgeSource(edge).node, edgeSource(edge).port) === from,
  )
  return double ? 'They are connected already.' : undefined
}

/** Which of the two stands inside, and what can be joined instead. */
function borderProblem(workflow: Workflow, source: WorkflowNode, target: WorkflowNode): string {
  const nodeOf = (id: string) => workflow.nodes.find((node) => node.id === id) ?? { id }
  if (source.parent === target.id || target.parent === source.id)
    return `An edge cannot cross the border of a container. What stands in ${titleOfNode(source.parent === target.id ? target : source)} starts by itself.`
  const [inner, around] = source.parent === undefined ? [target, target.parent ?? ''] : [source, source.parent]
  return `An edge cannot cross the border of a container: ${titleOfNode(inner)} stands in ${titleOfNode(nodeOf(around))}. Join ${titleOfNode(nodeOf(around))} itself.`
}

/** Adds an edge. One that leads back onto an ancestor, or onto itself, becomes a loop, since every cycle must hold one. */
export function connect(workflow: Workflow, connection: Connection): Workflow {
  const edge: Edge = { from: edgeFrom(connection.from, connection.port), to: connection.to }
  const back = leadsTo(workflow, connection.to, connection.from)
  return { ...workflow, edges: [...workflow.edges, back ? { ...edge, loop: { max: DEFAULT_LOOP_MAX } } : edge] }
}

/** Whether a path without loop edges leads from one node to another; a node leads to itself. */
export function leadsTo(workflow: Workflow, from: string, to: string): boolean {
  const next = new Map<string, string[]>()
  for (const edge of workflow.edges) {
    if (edge.loop) continue
    const { node } = edgeSource(edge)
    const known = next.get(node)
    if (known) known.push(edge.to)
    else next.set(node, [edge.to])
  }
  const seen = new Set<string>()
  const open = [from]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === to) return true
    if (seen.has(id)) continue
    seen.add(id)
    open.push(...(next.get(id) ?? []))
  }
  return false
}

/** The nodes that lead to a node, nearest first: where a loop may go back to. */
export function ancestorsOf(workflow: Workflow, id: string): readonly string[] {
  const before = new Map<string, string[]>()
  for (const edge of workflow.edges) {
    if (edge.loop) continue
    const known = before.get(edge.to)
    if (known) known.push(edgeSource(edge).node)
    else before.set(edge.to, [edgeSource(edge).node])
  }
  const found = new Set([id])
  // A set keeps its order and hears of what is added while it is walked.
  for (const here of found) for (const other of before.get(here) ?? []) found.add(other)
  found.delete(id)
  return [...found]
}

export function setLoopMax(workflow: Workflow, index: number, max: number): Workflow {
  const edges = workflow.edges.map((edge, at) => (at === index ? { ...edge, loop: { ...edge.loop, max } } : edge))
  return { ...workflow, edges }
}

/** Moves the ends of an edge; whether it is a loop is found anew. */
export function reconnect(workflow: Workflow, index: number, connection: Connection): Workflow {
  const old = workflow.edges[index]
  if (!old) return workflow
  const without = { ...workflow, edges: workflow.edges.filter((_edge, at) => at !== index) }
  const added = connect(without, connection).edges.at(-1)
  if (!added) return workflow
  const { loop: wasLoop, ...rest } = old
  const next: Edge = { ...rest, from: added.from, to: added.to, ...(added.loop && { loop: wasLoop ?? added.loop }) }
  return { ...workflow, edges: workflow.edges.map((edge, at) => (at === index ? next : edge)) }
}
