/** A flow of the reference as the file that the real engine runs. */

import type { Workflow, WorkflowNode } from '#shared/workflow/workflow.ts'
import { type Flow, type FlowNode, isCompensator } from '#test/engine/reference/flow.ts'

/** The place of a node among the items and calls around it; empty at the top of the run itself. */
const placeOf = (of: Calling, { parent }: FlowNode, more = ''): string => {
  const around = parent !== undefined && hasItem(of.flow, parent) ? 'item' : of.isCalled ? 'args.place' : undefined
  if (around === undefined) return more.replace(/^\//, '')
  return more === '' ? `{{ ${around} }}` : `{{ ${around} & "${more}" }}`
}

/** A flow, and whether it is one that another calls. */
interface Calling {
  readonly flow: Flow
  readonly isCalled: boolean
}

const configOf = (of: Calling, node: FlowNode): WorkflowNode['config'] => {
  const { flow } = of
  const { id, kind, time, fails, calls } = node
  if (kind === 'set') return { id }
  if (kind === 'branch') return { id, item: placeOf(of, node) }
  if (kind === 'call') return { name: calls ?? '', args: { place: placeOf(of, node, `/${id}!`) } }
  if (kind === 'end') return { id, ...(fails === true && { fails }) }
  if (kind === 'approval') return { ...(time !== undefined && { timeoutMs: time }) }
  if (kind === 'delay') return { for: `${time ?? 0}ms` }
  if (kind === 'cancel') return { nodes: [...(node.targets ?? [])] }
  if (kind === 'each') return eachConfig(of, node)
  if (kind === 'wait') return waitConfig(of, node)
  if (isCompensator(flow, id))
    return { sees: Object.fromEntries(visibleTo(flow, node).map((other) => [other, `{{ nodes.${other} }}`])) }
  return undefined
}

/** An item's value is its path, so that a node that knows only its item can tell where it is. */
const eachConfig = (of: Calling, node: FlowNode): WorkflowNode['config'] => {
  const { id, items = 0, concurrency, collect } = node
  return {
    items: Array.from({ length: items }, (_, index) => placeOf(of, node, `/${id}[${index}]`)),
    ...(concurrency !== undefined && { concurrency }),
    ...(collect === true && { onError: 'collect' }),
  }
}

/** Whether there is an `each` at or around a node. */
const hasItem = (flow: Flow, id: string): boolean => {
  const node = flow.nodes.find((candidate) => candidate.id === id)
  return node !== undefined && (node.kind === 'each' || (node.parent !== undefined && hasItem(flow, node.parent)))
}

/** The event that makes a `wait` leave by a port; inside an `each` the item is part of its name. */
export const eventOf = (id: string, port: string, item: string): string => `${id} ${port} ${item}`

const waitConfig = (of: Calling, node: FlowNode): WorkflowNode['config'] => {
  const { id, time } = node
  const item = placeOf(of, node)
  return {
    events: ['out', 'other'].map((port) => ({ port, event: eventOf(id, port, item) })),
    ...(time !== undefined && { timeout: `${time}ms` }),
  }
}

/** Its siblings, and those of the containers around it. */
const visibleTo = (flow: Flow, node: FlowNode): string[] => {
  const siblings = flow.nodes.filter(({ id, parent }) => parent === node.parent && !isCompensator(flow, id))
  const around = flow.nodes.find(({ id }) => id === node.parent)
  return [...siblings.map(({ id }) => id), ...(around === undefined ? [] : visibleTo(flow, around))]
}

const nodeOf = (of: Calling, node: FlowNode): WorkflowNode => {
  const { id, kind, join, parent, attempts, compensate, idempotent, disabled, asks, lock, timeout } = node
  const config = configOf(of, node)
  return {
    id,
    kind: kind === 'call' ? 'workflow' : kind,
    ...(config !== undefined && { config }),
    ...(join !== 'all' && { join: typeof join === 'string' ? join : { count: join.count } }),
    ...(parent !== undefined && { parent }),
    // No jitter: the reference counts the milliseconds too.
    ...(attempts !== undefined && { retry: { attempts, delay: '1s', factor: 2, jitter: false } }),
    ...(compensate !== undefined && { compensate }),
    ...(idempotent === true && { idempotent }),
    ...(disabled === true && { disabled }),
    ...(lock !== undefined && { lock }),
    ...(timeout !== undefined && { timeout: `${timeout}ms` }),
    ...(kind === 'effect' && asks !== true && { approve: 'never' as const }),
  }
}

/** `calledAs`: the name by which another flow calls it. */
export const workflowOfFlow = (flow: Flow, calledAs?: string): Workflow => ({
  format: 'slashflow/1',
  name: calledAs ?? 'simulated',
  nodes: flow.nodes.map((node) => nodeOf({ flow, isCalled: calledAs !== undefined }, node)),
  edges: flow.edges.map(({ from, port, to, max }) => ({
    from: `${from}.${port}`,
    to,
    ...(max !== undefined && { loop: { max } }),
  })),
})

/** A run that does nothing but publish one event. */
export const emitting = (event: string): Workflow => ({
  format: 'slashflow/1',
  name: 'emitting',
  nodes: [
    { id: 'start', kind: 'start' },
    { id: 'emit', kind: 'emit', config: { event } },
  ],
  edges: [{ from: 'start.out', to: 'emit' }],
})
