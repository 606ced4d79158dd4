/** Each node by itself: its id, kind, config, container, retry, timeout and join. */
import { didYouMean } from '../did-you-mean.ts'
import { durationMs } from '../duration.ts'
import type { Problem } from '../problem.ts'
import { Duration, NODE_ID_PATTERN, RESERVED_IDS, type WorkflowNode } from '../workflow.ts'
import { type CheckContext, type ConfigIssue, listed, nodeProblem } from './check-context.ts'

/** Kinds that hold children. */
export const CONTAINER_KINDS: ReadonlySet<string> = new Set(['each', 'group'])

export function checkNodes(context: CheckContext): readonly Problem[] {
  return context.workflow.nodes.flatMap((node, index) => [
    ...checkId(context, index, node),
    ...checkKind(context, index, node),
    ...checkConfigOf(context, index, node),
    ...checkParent(context, index, node),
    ...checkCompensator(context, index, node),
    ...checkTimes(context, index, node),
    ...checkJoin(context, index, node),
  ])
}

function checkId(context: CheckContext, index: number, node: WorkflowNode): readonly Problem[] {
  const problems: Problem[] = []
  const report = (code: string, message: string) =>
    problems.push(nodeProblem(context, index, node, { code, message }, ['id']))
  const first = context.graph.byId.get(node.id)
  if (first !== undefined && first !== index) {
    report(
      'node.duplicate-id',
      `Two nodes are called "${node.id}": ${placeOf(context, first)} and ${placeOf(context, index)}. Give one of them another id.`,
    )
  }
  if (RESERVED_IDS.has(node.id)) {
    report(
      'node.reserved-id',
      `"${node.id}" is a word of the expression language, so {{ nodes.${node.id} }} could not be read. Give the node another id.`,
    )
  } else if (!NODE_ID_PATTERN.test(node.id)) {
    report(
      'node.bad-id',
      `"${node.id}" cannot be a node's id: use lower-case letters, digits and _, beginning with a letter.`,
    )
  }
  return problems
}

function placeOf({ options }: CheckContext, index: number): string {
  const place = options.locate?.(['nodes', index])
  return place ? `node ${index + 1} (line ${place.line})` : `node ${index + 1}`
}

function checkKind(context: CheckContext, index: number, node: WorkflowNode): readonly Problem[] {
  if (context.catalog.has(node.kind)) return []
  const meant = didYouMean(node.kind, context.catalog.keys())
  const message = `Node "${node.id}" is of the kind "${node.kind}", which this Slashflow does not know.${meant} It may come from a newer Slashflow: then update.`
  return [nodeProblem(context, index, node, { code: 'node.unknown-kind', message }, ['kind'])]
}

function checkConfigOf(context: CheckContext, index: number, node: WorkflowNode): readonly Problem[] {
  if (!context.catalog.has(node.kind)) return []
  return context.options.checkConfig(node.kind, node.config ?? {}).map((issue) => {
    const path = stepsOf(issue)
    const problem = nodeProblem(context, index, node, { code: 'config.invalid', message: '' }, ['config', ...path])
    const where = problem.field === undefined ? `Node "${node.id}"` : `Node "${node.id}", field "${problem.field}"`
    return { ...problem, message: `${where}: ${issue.message}` }
  })
}

function stepsOf({ path }: ConfigIssue): readonly (string | number)[] {
  if (typeof path !== 'string') return path
  return [...path.matchAll(/\[(\d+)\]|([^.[\]]+)/g)].map(([, place, name]) =>
    place === undefined ? (name ?? '') : Number(place),
  )
}

function checkParent(context: CheckContext, index: number, node: WorkflowNode): readonly Problem[] {
  if (node.parent === undefined) return []
  const report = (code: string, message: string) => [nodeProblem(context, index, node, { code, message }, ['parent'])]
  const { byId, nodes } = context.graph
  const parent = nodes[byId.get(node.parent) ?? -1]
  if (!parent) {
    const containers = nodes.filter((other) => CONTAINER_KINDS.has(other.node.kind)).map((other) => other.id)
    return report(
      'node.unknown-parent',
      `Node "${node.id}" stands inside "${node.parent}", which does not exist.${didYouMean(node.parent, containers)}`,
    )
  }
  if (!CONTAINER_KINDS.has(parent.node.kind)) {
    return report(
      'node.not-a-container',
      `Node "${node.id}" stands inside "${parent.id}", but a "${parent.node.kind}" holds no nodes: only ${listed([...CONTAINER_KINDS])} do.`,
    )
  }
  if (context.descriptors[index]?.entry)
    return report('node.entry-inside', `Node "${node.id}" begins a run, so it cannot stand inside "${parent.id}".`)
  return standsInItself(context, index)
    ? report('node.parent-cycle', `Node "${node.id}" stands inside itself. Take one "parent" away.`)
    : []
}

function standsInItself({ graph }: CheckContext, index: number): boolean {
  const seen = new Set<number>()
  for (let here = graph.nodes[index]?.parent ?? -1; here >= 0; here = graph.nodes[here]?.parent ?? -1) {
    if (here === index) return true
    if (seen.has(here)) return false
    seen.add(here)
  }
  return false
}

function checkCompensator(context: CheckContext, index: number, node: WorkflowNode): readonly Problem[] {
  if (node.compensate === undefined) return []
  const { byId, nodes } = context.graph
  const report = (code: string, message: string) => [
    nodeProblem(context, index, node, { code, message }, ['compensate']),
  ]
  const compensator = nodes[byId.get(node.compensate) ?? -1]
  if (!compensator) {
    return report(
      'node.unknown-compensate',
      `Node "${node.id}" is compensated by "${node.compensate}", which does not exist.${didYouMean(node.compensate, byId.keys())}`,
    )
  }
  if (compensator.index === index)
    return report('node.compensates-itself', `Node "${node.id}" cannot compensate itself. Name another node.`)
  if (compensator.incoming.length + compensator.outgoing.length === 0) return []
  return report(
    'node.compensate-has-edges',
    `Node "${node.id}" is compensated by "${compensator.id}", which has edges. A node that compensates runs only for that: take its edges away.`,
  )
}

function checkTimes(context: CheckContext, index: number, node: WorkflowNode): readonly Problem[] {
  const times = [
    { path: ['timeout'], text: node.timeout, positive: true },
    { path: ['retry', 'delay'], text: node.retry?.delay, positive: false },
    { path: ['retry', 'max'], text: node.retry?.max, positive: false },
  ]
  const problems = times.flatMap(({ path, text, positive }) => {
    if (text === undefined) return []
    const name = path.join('.')
    const report = (message: string) => [
      nodeProblem(
        context,
        index,
        node,
        { code: 'node.bad-duration', message: `Node "${node.id}": "${name}" ${message}` },
        path,
      ),
    ]
    if (!Duration.safeParse(text).success)
      return report(`is "${text}". A duration is a number and a unit: 250ms, 30s, 5m, 2h or 3d.`)
    return positive && durationMs(text) === 0
      ? report(`is "${text}", so the node could never end in time. Give it longer.`)
      : []
  })
  const attempts = node.retry?.attempts
  if (attempts !== undefined && !(Number.isInteger(attempts) && attempts >= 1 && attempts <= 100)) {
    const message = `Node "${node.id}": "retry.attempts" is ${attempts}. It counts the first attempt too: a whole number from 1 to 100.`
    problems.push(nodeProblem(context, index, node, { code: 'node.bad-retry', message }, ['retry', 'attempts']))
  }
  const factor = node.retry?.factor
  if (factor !== undefined && !(factor >= 1 && factor <= 100)) {
    const message = `Node "${node.id}": "retry.factor" is ${factor}. Each pause is that many times the one before: a number from 1 to 100.`
    problems.push(nodeProblem(context, index, node, { code: 'node.bad-retry', message }, ['retry', 'factor']))
  }
  return problems
}

function checkJoin(context: CheckContext, index: number, node: WorkflowNode): readonly Problem[] {
  const { join } = node
  const incoming =
    context.graph.nodes[index]?.incoming.filter((edge) => context.graph.edges[edge]?.loop === undefined).length ?? 0
  if (typeof join !== 'object' || incoming === 0 || join.count <= incoming) return []
  const message = `Node "${node.id}" waits for ${join.count} tokens, but only ${incoming} ${incoming === 1 ? 'edge leads' : 'edges lead'} to it, so it is always skipped. Lower "join.count".`
  return [
    nodeProblem(context, index, node, { severity: 'warning', code: 'node.join-count', message }, ['join', 'count']),
  ]
}
