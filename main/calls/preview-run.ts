/** What a start would run and what would ask first. Starts nothing, evaluates nothing. */
import type { PreviewedStep, RunPreview } from '#shared/ipc/views/run-views.ts'
import { analyseGraph, type WorkflowGraph } from '#shared/workflow/graph.ts'
import { titleOfNode } from '#shared/workflow/title-of-node.ts'
import type { WorkflowNode } from '#shared/workflow/workflow.ts'
import type { StartOptions } from '../app.ts'
import { effectOf } from '../engine/effect-of.ts'
import type { KindRegistry, NodeKind } from '../engine/kind.ts'
import { workflowUpTo } from '../engine/replay/workflow-up-to.ts'
import { type CommandSource, resolveStart, runnable, tried } from './start-run.ts'

/** Throws CallError as `startRun` does. */
export async function previewRun(
  commands: CommandSource,
  registry: KindRegistry,
  options: StartOptions,
): Promise<RunPreview> {
  const { document, given } = await resolveStart(commands, options)
  const { workflow: whole, args } = runnable(tried(commands, document, options), given)
  const workflow = options.until === undefined ? whole : workflowUpTo(whole, options.until)
  const trusted = options.trusted === true || document.trusted
  const graph = analyseGraph(workflow)
  const undone = undoneBy(graph)
  const steps = orderOf(graph).flatMap((index) =>
    stepOf(graph, index, registry, trusted).map((step) => ({ ...step, ...undone.get(step.nodeId) })),
  )
  return {
    workflow: workflow.name,
    title: workflow.title ?? '',
    args,
    workspace: options.workspace,
    trusted,
    steps: [...steps.filter(({ undoes }) => !undoes), ...steps.filter(({ undoes }) => undoes)],
  }
}

/** What compensators undo. */
function undoneBy({ nodes }: WorkflowGraph): ReadonlyMap<string, { readonly undoes: readonly string[] }> {
  const undone = new Map<string, { readonly undoes: string[] }>()
  for (const { id, node } of nodes) {
    if (node.compensate === undefined) continue
    const known = undone.get(node.compensate)
    if (known) known.undoes.push(id)
    else undone.set(node.compensate, { undoes: [id] })
  }
  return undone
}

function stepOf(graph: WorkflowGraph, index: number, registry: KindRegistry, trusted: boolean): PreviewedStep[] {
  const found = graph.nodes[index]
  const kind = registry.get(found?.node.kind ?? '')
  if (!found?.reachable || !kind?.descriptor.runs) return []
  const { node } = found
  const effect = effectOf(node, kind)
  return [
    {
      nodeId: node.id,
      title: titleOfNode(node),
      kind: node.kind,
      ...(node.parent !== undefined && { parent: node.parent }),
      effect,
      asks: asksOf(node, kind, effect, trusted),
      disabled: node.disabled === true && (trusted || asksOf(node, kind, effect, false) === 'never'),
      conditional: isConditional(graph, index),
    },
  ]
}

function asksOf(
  node: WorkflowNode,
  { behaviour }: NodeKind,
  effect: PreviewedStep['effect'],
  trusted: boolean,
): PreviewedStep['asks'] {
  if (behaviour.family === 'approval') return 'always'
  // A checkpoint asks only where it was asked to hold, a `show` only where it has buttons: an `ask` always does.
  if (behaviour.family === 'form') return node.kind === 'ask' ? 'always' : 'never'
  if (effect === 'never' || (node.approve === 'never' && trusted)) return 'never'
  return 'effect'
}

/** Behind a port that is not the only one, or inside what is. */
function isConditional(graph: WorkflowGraph, index: number): boolean {
  const incoming = graph.nodes[index]?.incoming ?? []
  const forward = incoming.flatMap((edge) => graph.edges[edge] ?? []).filter(({ loop }) => loop === undefined)
  return forward.length > 0 && forward.every(({ port }) => port !== 'out')
}

/** Along the edges, in file order where several could be next; what is inside a container stands behind it. */
function orderOf(graph: WorkflowGraph): readonly number[] {
  const order: number[] = []
  const open = [...levelOrder(graph, -1)].reverse()
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    order.push(index)
    open.push(...[...levelOrder(graph, index)].reverse())
  }
  return order
}

function levelOrder(graph: WorkflowGraph, parent: number): readonly number[] {
  const level = graph.levels.get(parent) ?? []
  const open = new Map<number, number>()
  for (const index of level) open.set(index, forwardEdges(graph, graph.nodes[index]?.incoming).length)
  const ready = level.filter((index) => open.get(index) === 0)
  const order: number[] = []
  for (let at = 0; at < ready.length; at += 1) {
    const index = ready[at] ?? -1
    order.push(index)
    for (const { to } of forwardEdges(graph, graph.nodes[index]?.outgoing)) {
      const left = (open.get(to) ?? 0) - 1
      open.set(to, left)
      if (left === 0) ready.push(to)
    }
  }
  return order
}

function forwardEdges(graph: WorkflowGraph, edges: readonly number[] = []) {
  return edges.flatMap((edge) => graph.edges[edge] ?? []).filter(({ loop }) => loop === undefined)
}
