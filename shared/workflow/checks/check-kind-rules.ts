/** What only one kind can get wrong, and only the whole graph shows. What its config alone shows is the kind's own check. */
import type { Json } from '../../json.ts'
import { closest, didYouMean } from '../did-you-mean.ts'
import type { GraphNode } from '../graph.ts'
import type { JsonPath } from '../json-source.ts'
import { portsOf } from '../kind-descriptor.ts'
import { LAST_MOMENT, momentOf } from '../moment.ts'
import type { Problem } from '../problem.ts'
import { Duration, ERROR_PORT } from '../workflow.ts'
import { type CheckContext, nodeProblem } from './check-context.ts'
import { checkShellLine } from './check-shell-line.ts'
import { removeAt, writeInstead } from './fixes.ts'
import { containersAround, sees } from './places.ts'

type Rule = (context: CheckContext, node: GraphNode) => readonly Problem[]

const RULES: Readonly<Record<string, Rule>> = {
  branch: checkCases,
  cancel: checkCancelled,
  delay: checkTime,
  each: checkChildren,
  emit: checkEventName,
  group: checkChildren,
  on_event: checkEventName,
  shell: checkShellLine,
  store: checkValueKept,
  wait: checkAwaited,
  workflow: checkRecursion,
}

export function checkKindRules(context: CheckContext): readonly Problem[] {
  return context.graph.nodes.flatMap((node) => RULES[node.node.kind]?.(context, node) ?? [])
}

type Severity = Problem['severity']

function report(
  context: CheckContext,
  node: GraphNode,
  severity: Severity,
  code: string,
  message: string,
  path: JsonPath = [],
): Problem {
  return nodeProblem(context, node.index, node.node, { severity, code, message: `Node "${node.id}"${message}` }, path)
}

const isPlain = (text: Json | undefined): text is string => typeof text === 'string' && !text.includes('{{')

const entriesOf = (list: Json | undefined): readonly { readonly [key: string]: Json | undefined }[] =>
  Array.isArray(list)
    ? list.map((entry) => (typeof entry === 'object' && entry !== null && !Array.isArray(entry) ? entry : {}))
    : []

function checkCases(context: CheckContext, node: GraphNode): readonly Problem[] {
  const cases = entriesOf(node.node.config?.cases)
  return cases.flatMap(({ port }, index) => {
    const first = cases.findIndex((other) => other.port === port)
    if (first === index || port === undefined) return []
    const message = `: case ${index + 1} leaves by "${port}" like case ${first + 1}, so nothing tells them apart. Join the two conditions with "or", or name another port.`
    return [report(context, node, 'warning', 'branch.double-port', message, ['config', 'cases', index, 'port'])]
  })
}

/** The first entry that holds is taken, so one without a condition hides those of the same event behind it. */
function checkAwaited(context: CheckContext, node: GraphNode): readonly Problem[] {
  const events = entriesOf(node.node.config?.events)
  return events.flatMap(({ event, port }, index) => {
    const first = events.findIndex((other) => other.event === event && other.when === undefined)
    if (!isPlain(event) || first < 0 || first >= index) return []
    const message = `: event ${index + 1} ("${port}") never counts, since event ${first + 1} takes every "${event}" before it. Give that one a condition ("when"), or put it last.`
    return [report(context, node, 'warning', 'wait.hidden-event', message, ['config', 'events', index])]
  })
}

function checkEventName(context: CheckContext, node: GraphNode): readonly Problem[] {
  const event = node.node.config?.event
  const wrong = (message: string) => [
    report(context, node, 'error', 'event.bad-name', `: ${message}`, ['config', 'event']),
  ]
  if (typeof event !== 'string') return []
  if (event.trim() === '') return wrong('the event has no name. Write one, such as "deploy.done".')
  return node.node.kind === 'on_event' && !isPlain(event)
    ? wrong(`the event is "${event}", but what begins a run is known before it: a plain name, without an expression.`)
    : []
}

function checkCancelled(context: CheckContext, node: GraphNode): readonly Problem[] {
  const { graph } = context
  const nodes = node.node.config?.nodes
  if (!Array.isArray(nodes)) return []
  if (nodes.length === 0)
    return [
      report(context, node, 'warning', 'cancel.nothing', ' cancels nothing. Name the nodes to withdraw in "nodes".', [
        'config',
        'nodes',
      ]),
    ]
  return nodes.flatMap((id: Json, index): readonly Problem[] => {
    if (!isPlain(id)) return []
    const path = ['nodes', node.index, 'config', 'nodes', index]
    const remove = removeAt(context.workflow, path, `Do not name "${id}"`)
    const found = (severity: Severity, code: string, message: string, fixes = remove) => [
      { ...report(context, node, severity, code, ` cancels "${id}", ${message}`, ['config', 'nodes', index]), fixes },
    ]
    const other = graph.nodes[graph.byId.get(id) ?? -1]
    if (!other)
      return found('error', 'cancel.unknown-node', `which does not exist.${didYouMean(id, graph.byId.keys())}`, [
        ...writeInstead(context.workflow, path, closest(id, graph.byId.keys())),
        ...remove,
      ])
    if (other.index === node.index)
      return found('warning', 'cancel.itself', 'which is itself and never withdrawn. Name another node.')
    if (!sees(graph, node, other))
      return found(
        'warning',
        'cancel.not-visible',
        `which stands inside "${graph.nodes[other.parent]?.id}" and cannot be reached from outside. Cancel "${graph.nodes[other.parent]?.id}" as a whole, or put the cancel inside.`,
      )
    return context.descriptors[other.index]?.runs === false
      ? found('warning', 'cancel.note', 'a note, which never runs.')
      : []
  })
}

function checkTime(context: CheckContext, node: GraphNode): readonly Problem[] {
  const { for: time, until } = node.node.config ?? {}
  const wrong = (field: string, message: string) => [
    report(context, node, 'error', 'delay.no-time', `: "${field}" is ${message}`, ['config', field]),
  ]
  if (isPlain(time) && !Duration.safeParse(time).success)
    return wrong('for', `"${time}". A duration is a number and a unit: 250ms, 30s, 5m, 2h or 3d.`)
  if (!isPlain(until)) return []
  const at = momentOf(until)
  if (at === undefined)
    return wrong('until', `"${until}", which is no date and time. Write it as 2026-12-24T18:00:00+01:00.`)
  return at > LAST_MOMENT ? wrong('until', `"${until}", which is later than the year 9999.`) : []
}

function checkValueKept(context: CheckContext, node: GraphNode): readonly Problem[] {
  const { action, value } = node.node.config ?? {}
  if ((action !== 'set' && action !== 'add') || value !== undefined) return []
  const message = ` keeps no value, so what is remembered is null. Say what to keep.`
  return [report(context, node, 'warning', 'store.no-value', message, ['config'])]
}

function checkChildren(context: CheckContext, node: GraphNode): readonly Problem[] {
  const { graph, descriptors, workflow } = context
  const compensators = new Set(workflow.nodes.flatMap((other) => other.compensate ?? []))
  const runs = (index: number) => descriptors[index]?.runs !== false && !compensators.has(graph.nodes[index]?.id ?? '')
  if (graph.levels.get(node.index)?.some(runs)) return []
  const message = ` holds no nodes that run, so it does nothing. Put nodes into it, or remove it.`
  return [report(context, node, 'warning', 'container.empty', message)]
}

function checkRecursion(context: CheckContext, node: GraphNode): readonly Problem[] {
  const name = node.node.config?.name
  if (!isPlain(name) || name.replace(/^\//, '') !== context.workflow.name || mayBeLeftOut(context, node)) return []
  const message = ` calls /${context.workflow.name} itself, and no way leads past it: each run begins another, until the 25th fails. Put a branch before it.`
  return [report(context, node, 'warning', 'workflow.endless', message, ['config', 'name'])]
}

/** Whether something before the node, or before a container around it, may decide that it does not run. */
function mayBeLeftOut(context: CheckContext, node: GraphNode): boolean {
  const { graph, descriptors } = context
  const around = containersAround(graph, node)
  if (around.some((index) => graph.nodes[index]?.node.kind === 'each')) return true
  const open = [node.index, ...around]
  const seen = new Set(open)
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    for (const edge of graph.nodes[index]?.incoming ?? []) {
      const { from, port } = graph.edges[edge] ?? { from: -1, port: '' }
      const source = graph.nodes[from]
      const descriptor = descriptors[from]
      if (!source || !descriptor) continue
      if (port === ERROR_PORT || waysOut(portsOf(descriptor, source.node.config)) > 1) return true
      if (!seen.has(from)) open.push(from)
      seen.add(from)
    }
  }
  return false
}

const waysOut = (ports: readonly string[]): number =>
  ports.filter((port) => port !== ERROR_PORT && port !== 'interrupted').length
