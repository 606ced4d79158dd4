/** A flow of the reference as the file that the real engine runs. */

import type { Workflow, WorkflowNode } from '#shared/workflow/workflow.ts'
import type { Flow, FlowNode } from '#test/engine/reference/flow.ts'

const configOf = (flow: Flow, node: FlowNode): WorkflowNode['config'] => {
  const { id, kind, time, fails, parent } = node
  if (kind === 'set') return { id }
  if (kind === 'branch') return { id, ...(parent !== undefined && { item: '{{ item }}' }) }
  if (kind === 'end') return { id, ...(fails === true && { fails }) }
  if (kind === 'approval') return { ...(time !== undefined && { timeoutMs: time }) }
  if (kind === 'delay') return { for: `${time ?? 0}ms` }
  if (kind === 'cancel') return { nodes: [...(node.targets ?? [])] }
  if (kind === 'each') return eachConfig(flow, node)
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
