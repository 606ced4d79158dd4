/** What every node may have beside its config: times, attempts, a join, a lock, a switch. */
import { durationMs } from '../duration.ts'
import type { JsonPath } from '../json-source.ts'
import type { Problem } from '../problem.ts'
import { Duration, type WorkflowNode } from '../workflow.ts'
import { type CheckContext, nodeProblem } from './check-context.ts'
import { removeAt, setAt } from './fixes.ts'

export function checkPolicies(context: CheckContext): readonly Problem[] {
  return context.workflow.nodes.flatMap((node, index) => [
    ...checkTimes(context, index, node),
    ...checkAttempts(context, index, node),
    ...checkMeaning(context, index, node),
    ...checkJoin(context, index, node),
    ...checkLock(context, index, node),
    ...checkSwitch(context, index, node),
  ])
}

function checkTimes(context: CheckContext, index: number, node: WorkflowNode): readonly Problem[] {
  const times = [
    { path: ['timeout'], text: node.timeout, positive: true },
    { path: ['retry', 'delay'], text: node.retry?.delay, positive: false },
    { path: ['retry', 'max'], text: node.retry?.max, positive: false },
  ]
  return times.flatMap(({ path, text, positive }) => {
    if (text === undefined) return []
    const report = (message: string) => [
      problem(context, index, node, path, 'node.bad-duration', `: "${path.join('.')}" ${message}`),
    ]
    if (!Duration.safeParse(text).success)
      return report(`is "${text}". A duration is a number and a unit: 250ms, 30s, 5m, 2h or 3d.`)
    return positive && durationMs(text) === 0
      ? report(`is "${text}", so the node could never end in time. Give it longer.`)
      : []
  })
}

function checkAttempts(context: CheckContext, index: number, node: WorkflowNode): readonly Problem[] {
  const { attempts, factor } = node.retry ?? {}
  const report = (field: string, message: string) =>
    problem(context, index, node, ['retry', field], 'node.bad-retry', `: "retry.${field}" is ${message}`)
  return [
    ...(attempts !== undefined && !(Number.isInteger(attempts) && attempts >= 1 && attempts <= 100)
      ? [report('attempts', `${attempts}. It counts the first attempt too: a whole number from 1 to 100.`)]
      : []),
    ...(factor !== undefined && !(factor >= 1 && factor <= 100)
      ? [report('factor', `${factor}. Each pause is that many times the one before: a number from 1 to 100.`)]
      : []),
  ]
}

/** A retry or a timeout on something that is over at once, or waits by a time of its own, reads as if it did something. */
function checkMeaning(context: CheckContext, index: number, node: WorkflowNode): readonly Problem[] {
  const descriptor = context.descriptors[index]
  if (!descriptor || (context.options.hasAttempts?.(node.kind) ?? true)) return []
  const warn = (field: string, message: string) =>
    problem(context, index, node, [field], `node.${field}-unused`, `: ${message}`, 'warning')
  const ownTimeout = descriptor.ports.includes('timeout')
  return [
    ...(node.timeout === undefined
      ? []
      : [
          warn(
            'timeout',
            ownTimeout
              ? `its kind, "${node.kind}", takes its time from its config. Move "timeout" into "config"; it then leaves by "timeout".`
              : `"timeout" means nothing for a "${node.kind}", which does no work that could take too long. Take it away.`,
          ),
        ]),
    ...(node.retry === undefined
      ? []
      : [
          warn(
            'retry',
            `"retry" means nothing for a "${node.kind}": where it fails, the next attempt would fail too. Take it away.`,
          ),
        ]),
  ]
}

function checkJoin(context: CheckContext, index: number, node: WorkflowNode): readonly Problem[] {
  const { join } = node
  const { edges, nodes } = context.graph
  const incoming = nodes[index]?.incoming.filter((edge) => edges[edge]?.loop === undefined).length ?? 0
  const most = mostTokens(context, index)
  if (typeof join !== 'object' || join.count <= most) return []
  if (most < incoming)
    return [
      {
        ...problem(
          context,
          index,
          node,
          ['join', 'count'],
          'node.join-impossible',
          ` waits for ${join.count} tokens, but only ${most} can come: edges from different ports of one node never both carry one. Lower "join.count".`,
          'warning',
        ),
        fixes: setAt(context.workflow, ['nodes', index, 'join', 'count'], most, `Wait for ${most}`),
      },
    ]
  const path = ['nodes', index, 'join']
  const warn = (message: string) => [
    {
      ...problem(context, index, node, ['join', 'count'], 'node.join-count', ` ${message}`, 'warning'),
      fixes:
        most > 0
          ? setAt(context.workflow, [...path, 'count'], most, `Wait for ${most}`)
          : removeAt(context.workflow, path, 'Remove "join"'),
    },
  ]
  if (incoming > 0)
    return warn(
      `waits for ${join.count} tokens, but only ${incoming} ${incoming === 1 ? 'edge leads' : 'edges lead'} to it, so it is always skipped. Lower "join.count".`,
    )
  if (node.parent === undefined) return []
  return warn(
    `starts with each item of "${node.parent}", since no edge leads to it, and counts no tokens. Add the edges that it should count, or take "join" away.`,
  )
}

/** A node leaves by one port, so of its edges to one node only those of one port can carry a token. */
function mostTokens({ graph }: CheckContext, index: number): number {
  const byPort = new Map<number, Map<string, number>>()
  for (const at of graph.nodes[index]?.incoming ?? []) {
    const edge = graph.edges[at]
    if (!edge || edge.loop !== undefined) continue
    if (graph.nodes[edge.from]?.node.join === 'each') return Number.POSITIVE_INFINITY
    const ports = byPort.get(edge.from) ?? new Map<string, number>()
    byPort.set(edge.from, ports.set(edge.port, (ports.get(edge.port) ?? 0) + 1))
  }
  return [...byPort.values()].reduce((sum, ports) => sum + Math.max(...ports.values()), 0)
}

function checkLock(context: CheckContext, index: number, node: WorkflowNode): readonly Problem[] {
  const { lock } = node
  if (lock === undefined) return []
  const report = (message: string) => [problem(context, index, node, ['lock'], 'node.bad-lock', `: ${message}`)]
  if (lock.trim() === '')
    return report(
      '"lock" is empty. Name what must not be used by two nodes at once, such as "deploy", or take it away.',
    )
  return lock.includes('{{')
    ? report(`"lock" is "${lock}". A lock is a plain name, the same in every run: it takes no expression.`)
    : []
}

/** A trigger that is switched off begins no run; a command is typed all the same. */
function checkSwitch(context: CheckContext, index: number, node: WorkflowNode): readonly Problem[] {
  if (node.disabled !== true || node.kind !== 'start') return []
  const message =
    'begins the run also where it is disabled, but then it gives no arguments as its output. Take "disabled" away.'
  return [problem(context, index, node, ['disabled'], 'node.disabled-entry', ` ${message}`, 'warning')]
}

/** What these are about does nothing, so it may go. */
const MEANINGLESS: ReadonlySet<string> = new Set([
  'node.timeout-unused',
  'node.retry-unused',
  'node.disabled-entry',
  'node.bad-lock',
])

/** `message` goes on from the node's name. */
function problem(
  context: CheckContext,
  index: number,
  node: WorkflowNode,
  path: JsonPath,
  code: string,
  message: string,
  severity: Problem['severity'] = 'error',
): Problem {
  const fixes = MEANINGLESS.has(code)
    ? removeAt(context.workflow, ['nodes', index, ...path], `Remove "${path.join('.')}"`)
    : []
  return nodeProblem(
    context,
    index,
    node,
    { severity, code, message: `Node "${node.id}"${message}`, ...(fixes.length > 0 && { fixes }) },
    path,
  )
}
