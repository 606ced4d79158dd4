/** A node that waits for a person: an event of each way to leave, `<node>.<port>`. */
import { portsOf } from '#shared/workflow/kind-descriptor.ts'
import { DEFAULT_PORT, ERROR_PORT } from '#shared/workflow/workflow.ts'
import type { CompiledNode } from '../../compile/compiled-workflow.ts'
import { hasEdge } from '../../compile/routing-table.ts'
import type { Written } from './code-text.ts'
import { action, atOnce, leave, type Provided, parsedConfig, type States, toCompute } from './region-parts.ts'

export const TIMEOUT_PORT = 'timeout'

export function personStates(node: CompiledNode, provided: Provided): States {
  const { kind, id } = node
  const { behaviour } = kind
  const parsed = parsedConfig(node)
  if (behaviour.family === 'form' && parsed !== undefined && behaviour.request(parsed, false) === null)
    return atOnce(leave(node, DEFAULT_PORT, behaviour.leave({}, parsed).output as Written))
  const all = portsOf(kind.descriptor, { ...node.config }).filter(
    (port) => port !== ERROR_PORT && port !== TIMEOUT_PORT,
  )
  const ports = all.length > 1 && kind.descriptor.portsFrom ? all.filter((port) => port !== DEFAULT_PORT) : all
  const inside = node.level.container !== undefined
  const type = behaviour.family === 'approval' ? 'decide' : 'leave'
  const request = behaviour.family === 'approval' || behaviour.family === 'form' ? behaviour : undefined
  const timeoutMs = parsed === undefined ? undefined : request?.request(parsed, true)?.timeoutMs
  return {
    running: {
      tags: ['needs you'],
      on: Object.fromEntries(
        ports.map((port) => [
          `${id}.${port}`,
          { ...(inside && { guard: 'isMeant' }), target: 'done', actions: action(type, node, { port }) },
        ]),
      ),
      after: timeoutOf(node, provided, timeoutMs, type),
    },
  }
}

/** Leaves by `timeout` where that leads somewhere, else fails. */
export function timeoutOf(
  node: CompiledNode,
  { delays }: Provided,
  timeoutMs: number | undefined,
  type: string,
): Written {
  const isWritten = node.config.timeout !== undefined
  if (timeoutMs === undefined && !isWritten) return undefined
  const name = timeoutMs === undefined ? `${node.id}.timeout` : String(timeoutMs)
  if (timeoutMs === undefined) delays.set(name, toCompute(name, node.config.timeout ?? null))
  const leads = hasEdge(node.level.table, node.index, TIMEOUT_PORT)
  return {
    [name]: leads
      ? { target: 'done', actions: action(type, node, { port: TIMEOUT_PORT }) }
      : {
          target: 'failed',
          actions: action('fail', node, { code: 'node.unanswered', message: `Nobody answered ${node.title} in time.` }),
        },
  }
}
