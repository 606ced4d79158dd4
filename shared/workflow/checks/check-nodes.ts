/** Each node by itself: its id, kind, config and container. */
import { closest, didYouMean } from '../did-you-mean.ts'
import { freshNodeId } from '../edit/node-ids.ts'
import type { Fix } from '../fix.ts'
import type { Problem } from '../problem.ts'
import { NODE_ID_PATTERN, RESERVED_IDS, type WorkflowNode } from '../workflow.ts'
import { type CheckContext, type ConfigIssue, listed, nodeProblem } from './check-context.ts'
import { freeId, removeAt, renameNode, writeInstead } from './fixes.ts'

/** Kinds that hold children. */
export const CONTAINER_KINDS: ReadonlySet<string> = new Set(['each', 'group'])

export function checkNodes(context: CheckContext): readonly Problem[] {
  return context.workflow.nodes.flatMap((node, index) => [
    ...checkId(context, index, node),
    ...checkKind(context, index, node),
    ...checkConfigOf(context, index, node),
    ...checkParent(context, index, node),
  ])
}

function checkId(context: CheckContext, index: number, node: WorkflowNode): readonly Problem[] {
  const problems: Problem[] = []
  const report = (code: string, message: string, fixes: Fix[] = []) =>
    problems.push(nodeProblem(context, index, node, { code, message, fixes }, ['id']))
  const first = context.graph.byId.get(node.id)
  if (first !== undefined && first !== index) {
    report(
      'node.duplicate-id',
      `Two nodes are called "${node.id}": ${placeOf(context, first)} and ${placeOf(context, index)}. Give one of them another id.`,
      writeInstead(context.workflow, ['nodes', index, 'id'], freeId(context.workflow, node.id)),
    )
  }
  if (RESERVED_IDS.has(node.id)) {
    report(
      'node.reserved-id',
      `"${node.id}" is a word of the expression language, so {{ nodes.${node.id} }} could not be read. Give the node another id.`,
      renameNode(context.workflow, context.catalog, index, freeId(context.workflow, `${node.id}_node`)),
    )
  } else if (!NODE_ID_PATTERN.test(node.id)) {
    report(
      'node.bad-id',
      `"${node.id}" cannot be a node's id: use lower-case letters, digits and _, beginning with a letter.`,
      first === index
        ? renameNode(context.workflow, context.catalog, index, freshNodeId(context.workflow, node.id))
        : [],
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
  const fixes = writeInstead(context.workflow, ['nodes', index, 'kind'], closest(node.kind, context.catalog.keys()))
  return [nodeProblem(context, index, node, { code: 'node.unknown-kind', message, fixes }, ['kind'])]
}

function checkConfigOf(context: CheckContext, index: number, node: WorkflowNode): readonly Problem[] {
  if (!context.catalog.has(node.kind)) return []
  return context.options.checkConfig(node.kind, node.config ?? {}).map((issue) => {
    const path = stepsOf(issue)
    const problem = nodeProblem(context, index, node, { code: 'config.invalid', message: '' }, ['config', ...path])
    const where = problem.field === undefined ? `Node "${node.id}"` : `Node "${node.id}", field "${problem.field}"`
    const fixes = issue.unknown
      ? removeAt(context.workflow, ['nodes', index, 'config', ...path], `Remove "${path.at(-1)}"`)
      : []
    return { ...problem, message: `${where}: ${issue.message}`, ...(fixes.length > 0 && { fixes }) }
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
  const path = ['nodes', index, 'parent']
  const takeOut = removeAt(context.workflow, path, 'Take it out of the container')
  const report = (code: string, message: string, fixes = takeOut) => [
    nodeProblem(context, index, node, { code, message, fixes }, ['parent']),
  ]
  const { byId, nodes } = context.graph
  const parent = nodes[byId.get(node.parent) ?? -1]
  if (!parent) {
    const containers = nodes.filter((other) => CONTAINER_KINDS.has(other.node.kind)).map((other) => other.id)
    return report(
      'node.unknown-parent',
      `Node "${node.id}" stands inside "${node.parent}", which does not exist.${didYouMean(node.parent, containers)}`,
      [...writeInstead(context.workflow, path, closest(node.parent, containers)), ...takeOut],
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
    ? report(
        'node.parent-cycle',
        `Node "${node.id}" stands inside itself. Take one of these containers out of the other.`,
      )
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
