/** A node as a region of its level's statechart: waiting, then what its family does, then how it ended. */
import type { Json } from '#shared/json.ts'
import { portsOf } from '#shared/workflow/kind-descriptor.ts'
import { hasExpressions } from '#shared/workflow/template.ts'
import { DEFAULT_PORT, ERROR_PORT } from '#shared/workflow/workflow.ts'
import type { CompiledNode } from '../../compile/compiled-workflow.ts'
import type { Written } from './code-text.ts'
import { containerStates } from './container-states.ts'
import { personStates } from './person-states.ts'
import { action, atOnce, leave, type Provided, type States } from './region-parts.ts'
import { eventStates, timerStates } from './wait-states.ts'
import { workStates } from './work-states.ts'

export function nodeRegion(node: CompiledNode, provided: Provided): Written {
  const { id, title, kind } = node
  const comesTo = endingsOf(node)
  return {
    description: `${title} (${kind.descriptor.title.toLowerCase()})`,
    meta: { node: id, kind: kind.descriptor.kind, title },
    initial: 'waiting',
    // A loop has begun its next pass, or the tokens have ended the node.
    always: { guard: { type: 'isReset', params: { node: id } }, target: '.waiting', actions: action('settle', node) },
    states: {
      waiting: {
        always: [
          { guard: { type: 'isReady', params: { node: id } }, target: 'running', actions: action('enter', node) },
          ...comesTo.map((what) => ({ guard: { type: 'is', params: { node: id, what } }, target: what })),
        ],
      },
      ...activeStates(node, provided),
      done: {},
      failed: {},
      skipped: {},
      ...(comesTo.includes('interrupted') && { interrupted: {} }),
    },
  }
}

/** How a node may end without having been left by what it does. */
function endingsOf({ index, id, level }: CompiledNode): readonly string[] {
  const { nodes, table } = level
  const goesBack = table.nodes[index]?.outgoing.some(({ loop }) => loop >= 0)
  const isCancelled = nodes.some(({ kind, config }) => {
    const named = config.nodes
    return kind.behaviour.family === 'cancel' && Array.isArray(named) && named.includes(id)
  })
  return ['skipped', ...(goesBack ? ['failed'] : []), ...(isCancelled ? ['interrupted'] : [])]
}

/** What the node does, by its family; an engine's question about an effect is not asked here. */
function activeStates(node: CompiledNode, provided: Provided): States {
  const { definition, kind } = node
  const { behaviour, descriptor } = kind
  const passing = descriptor.ports.includes(DEFAULT_PORT) ? DEFAULT_PORT : (descriptor.ports[0] ?? DEFAULT_PORT)
  if (definition.disabled) return atOnce(leave(node, passing, null))
  if (descriptor.entry) return atOnce({ target: 'done', actions: action('begin', node) })
  switch (behaviour.family) {
    case 'cancel':
      return atOnce({ target: 'done', actions: action('cancel', node, { nodes: wholeList(node, 'nodes') }) })
    case 'approval':
    case 'form':
      return personStates(node, provided)
    case 'wait':
      return eventStates(node, provided)
    case 'timer':
      return timerStates(node, provided)
    case 'container':
      return containerStates(node, provided)
    default:
      return caseStates(node, provided) ?? workStates(node, provided)
  }
}

/** Conditions in order, as guards to be provided; undefined where the kind has none, or they are computed. */
function caseStates(node: CompiledNode, { guards }: Provided): States | undefined {
  const field = [...node.kind.conditions].find((name) => Array.isArray(node.config[name]))
  if (field === undefined) return undefined
  const cases = portsOf(node.kind.descriptor, { ...node.config }).filter((port) => port !== ERROR_PORT)
  const conditions = new Map(namedCases(node.config[field]))
  const always = cases.map((port) => {
    const when = conditions.get(port)
    const taken = leave(node, port, { port })
    if (when === undefined) return taken
    const name = `${node.id}.${port}`
    guards.set(name, when)
    return { guard: name, ...(taken as object) } as Written
  })
  return atOnce(...always)
}

const namedCases = (cases: Json | undefined): (readonly [string, string])[] =>
  (Array.isArray(cases) ? cases : []).flatMap((one) =>
    typeof one === 'object' && one !== null && !Array.isArray(one) && typeof one.port === 'string'
      ? [[one.port, typeof one.when === 'string' ? one.when : 'true'] as const]
      : [],
  )

function wholeList({ config }: CompiledNode, field: string): Written {
  const list = config[field]
  return Array.isArray(list) ? list.filter((item) => typeof item === 'string' && !hasExpressions(item)).map(String) : []
}
