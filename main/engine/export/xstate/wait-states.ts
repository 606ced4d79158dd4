/** Nodes that wait for an event, or for a time. */
import { portsOf } from '#shared/workflow/kind-descriptor.ts'
import { hasExpressions } from '#shared/workflow/template.ts'
import { ERROR_PORT } from '#shared/workflow/workflow.ts'
import type { CompiledNode } from '../../compile/compiled-workflow.ts'
import { Code, stringText, type Written } from './code-text.ts'
import { TIMEOUT_PORT, timeoutOf } from './person-states.ts'
import { action, isWhole, leave, type Provided, parsedConfig, type States, toCompute } from './region-parts.ts'

export function eventStates(node: CompiledNode, provided: Provided): States {
  const { behaviour } = node.kind
  const parsed = parsedConfig(node)
  const request = behaviour.family === 'wait' && parsed !== undefined ? behaviour.request(parsed) : undefined
  const ports = portsOf(node.kind.descriptor, { ...node.config }).filter(
    (port) => port !== ERROR_PORT && port !== TIMEOUT_PORT,
  )
  const awaited = request?.events ?? ports.map((port) => ({ port, event: `${node.id}.${port}`, when: undefined }))
  const on: Record<string, Written[]> = {}
  for (const { port, event, when } of awaited) {
    const name = hasExpressions(event) || event.startsWith('xstate.') ? `${node.id}.${port}` : event
    if (when !== undefined) provided.guards.set(`${node.id}.${port}`, when)
    on[name] = [...(on[name] ?? []), { guard: guardOf(node, port, when), ...leave(node, port) }]
  }
  return {
    running: {
      on,
      after: timeoutOf(node, provided, request?.timeoutMs, 'leave'),
    },
  }
}

/** Inside a container an event may be meant for one item. */
function guardOf({ id, level }: CompiledNode, port: string, when: string | undefined): Written {
  const own = when === undefined ? undefined : `${id}.${port}`
  if (level.container === undefined) return own
  return own === undefined ? 'isMeant' : new Code(`and(['isMeant', ${stringText(own)}])`)
}

export function timerStates(node: CompiledNode, { delays }: Provided): States {
  const fired = { target: 'done', actions: action('fire', node) }
  const name = `${node.id}.due`
  const delay = delayOf(node)
  if (typeof delay !== 'number') delays.set(name, delay ?? toCompute(name, node.config))
  return { running: { after: { [typeof delay === 'number' ? delay : name]: fired } } }
}

/** Milliseconds, or the code that computes them from a date; undefined where an expression does. */
function delayOf(node: CompiledNode): number | Code | undefined {
  const { behaviour } = node.kind
  const parsed = isWhole(node.config) ? parsedConfig(node) : undefined
  if (behaviour.family !== 'timer' || parsed === undefined) return undefined
  const [atZero, atOne] = [behaviour.dueAt(parsed, 0), behaviour.dueAt(parsed, 1)]
  if (atOne - atZero === 1) return atZero
  return new Code(`() => Math.max(0, ${atZero} - Date.now())`)
}
