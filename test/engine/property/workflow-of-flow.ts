/** A flow of the reference as the file that the real engine runs. */

import type { Workflow, WorkflowNode } from '#shared/workflow/workflow.ts'
import { type Flow, type FlowNode, isCompensator } from '#test/engine/reference/flow.ts'

const configOf = (flow: Flow, node: FlowNode): WorkflowNode['config'] => {
  const { id, kind, time, fails, parent } = node
  if (kind === 'set') return { id }
  if (kind === 'branch') return { id, ...(parent !== undefined && hasItem(flow, parent) && { item: '{{ item }}' }) }
  if (kind === 'end') return { id, ...(fails === true && { fails }) }
  if (kind === 'approval') return { ...(time !== undefined && { timeoutMs: time }) }
  if (kind === 'delay') return { for: `${time ?? 0}ms` }
  if (kind === 'cancel') return { nodes: [...(node.targets ?? [])] }
  if (kind === 'each') return eachConfig(flow, node)
  if (kind === 'wait') return waitConfig(flow, node)
  if (isCompensator(flow, id))
    return { sees: Object.fromEntries(visibleTo(flow, node).map((other) => [other, `{{ nodes.${other} }}`])) }
  return undefined
}

/** An item's value is its path, so that a node that knows only its item can tell where it is. */
const eachConfig = (flow: Flow, { id, items = 0, concurrency, collect, parent }: FlowNode): WorkflowNode['config'] => {
  const isNested = parent !== undefined && hasItem(flow, parent)
  const names = Array.from({ length: items }, (_, index) =>
    isNested ? `{{ item & "/${id}[${index}]" }}` : `${id}[${index}]`,
  )
  return {
    items: names,
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

const waitConfig = (flow: Flow, { id, parent, time }: FlowNode): WorkflowNode['config'] => {
  const item = parent !== undefined && hasItem(flow, parent) ? '{{ item }}' : ''
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

const nodeOf = (flow: Flow, node: FlowNode): WorkflowNode => {
  const { id, kind, join, parent, attempts, compensate, idempotent, disabled, asks } = node
  const config = configOf(flow, node)
  return {
    id,
    kind,
    ...(config !== undefined && { config }),
    ...(join !== 'all' && { join: typeof join === 'string' ? join : { count: join.count } }),
    ...(parent !== undefined && { parent }),
    // No jitter: the reference counts the milliseconds too.
    ...(attempts !== undefined && { retry: { attempts, delay: '1s', factor: 2, jitter: false } }),
    ...(compensate !== undefined && { compensate }),
    ...(idempotent === true && { idempotent }),
    ...(disabled === true && { disabled }),
    ...(kind === 'effect' && asks !== true && { approve: 'never' as const }),
  }
}

export const workflowOfFlow = (flow: Flow): Workflow => ({
  format: 'slashflow/1',
  name: 'simulated',
  nodes: flow.nodes.map((node) => nodeOf(flow, node)),
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
