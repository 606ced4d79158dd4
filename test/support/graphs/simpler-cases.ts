/**
 * Smaller cases than a given one, each a step simpler. The library's own shrinking works on the numbers that a flow was
 * made from, where losing one node moves the ends of all edges; this works on the flow itself, so what is left of a
 * counterexample is what matters.
 */
import type { Flow, FlowNode } from '#test/engine/reference/flow.ts'
import type { Outcome } from '#test/engine/reference/script.ts'
import type { Case } from './cases.ts'
import { isValidFlow } from './valid-flow.ts'

const inside = (flow: Flow, id: string): string[] => [
  id,
  ...flow.nodes.filter(({ parent }) => parent === id).flatMap((child) => inside(flow, child.id)),
]

const without = (flow: Flow, id: string): Flow => {
  const gone = inside(flow, id)
  const kept = flow.nodes.filter((node) => !gone.includes(node.id))
  return {
    ...flow,
    nodes: kept.map(({ compensate, targets, ...node }) => ({
      ...node,
      ...(compensate !== undefined && !gone.includes(compensate) && { compensate }),
      ...(targets !== undefined && { targets: targets.filter((target) => !gone.includes(target)) }),
    })),
    edges: flow.edges.filter(({ from, to }) => !gone.includes(from) && !gone.includes(to)),
  }
}

/** The node is gone, and what came before it leads to what came after it. */
const bridged = (flow: Flow, id: string): Flow => {
  const before = flow.edges.filter(({ to, max }) => to === id && max === undefined)
  const after = flow.edges.filter(({ from, max }) => from === id && max === undefined)
  const bridges = before.flatMap(({ from, port }) => after.map(({ to }) => ({ from, port, to })))
  const isNew = ({ from, port, to }: Flow['edges'][number]): boolean =>
    !flow.edges.some((edge) => edge.from === from && edge.port === port && edge.to === to)
  const { edges, ...rest } = without(flow, id)
  return { ...rest, edges: [...edges, ...bridges.filter(isNew)] }
}

const plainer = (node: FlowNode): FlowNode[] => {
  const { id, kind, join, parent, ...fields } = node
  const base = { id, join, ...(parent !== undefined && { parent }) }
  const dropped = Object.keys(fields).map((name) => {
    const rest = Object.entries(fields).filter(([other]) => other !== name)
    return { ...base, kind, ...Object.fromEntries(rest) }
  })
  return [
    ...(join === 'all' ? [] : [{ ...node, join: 'all' as const }]),
    ...(kind === 'effect' || kind === 'set' || kind === 'call' ? [{ ...base, kind: 'work' as const }] : []),
    ...((node.items ?? 0) > 1 ? [{ ...node, items: (node.items ?? 0) - 1 }] : []),
    ...dropped.filter((simpler) => simpler.kind !== 'delay' && simpler.kind !== 'call'),
  ]
}

const flowsBelow = (flow: Flow): Flow[] => {
  const removable = flow.nodes.filter(({ kind }) => kind !== 'start')
  const replaced = (index: number, node: FlowNode): Flow => ({ ...flow, nodes: flow.nodes.with(index, node) })
  return [
    ...removable.map(({ id }) => without(flow, id)),
    ...removable.map(({ id }) => bridged(flow, id)),
    ...flow.edges.map((edge) => ({ ...flow, edges: flow.edges.filter((other) => other !== edge) })),
    ...flow.nodes.flatMap((node, index) => plainer(node).map((simpler) => replaced(index, simpler))),
    ...flow.edges.flatMap((edge, index) =>
      (edge.max ?? 0) > 1 ? [{ ...flow, edges: flow.edges.with(index, { ...edge, max: 1 }) }] : [],
    ),
    ...Object.entries(flow.commands ?? {}).flatMap(([name, command]) =>
      flowsBelow(command).map((simpler) => ({ ...flow, commands: { ...flow.commands, [name]: simpler } })),
    ),
  ].filter(isValidFlow)
}

const listsBelow = (list: readonly Outcome[]): Outcome[][] => [
  ...(list.length > 1 ? list.map((_, index) => list.toSpliced(index, 1)) : []),
  ...list.flatMap((outcome, index) =>
    'leaves' in outcome && ['out', 'yes', 'approved'].includes(outcome.leaves)
      ? []
      : [list.with(index, { leaves: 'out' })],
  ),
]

const schedulesBelow = (schedule: readonly number[]): number[][] => [
  ...(schedule.length > 0 ? [[], schedule.slice(0, -1)] : []),
  ...schedule.flatMap((choice, index) => (choice > 0 ? [schedule.with(index, choice - 1)] : [])),
]

export const simplerCases = (of: Case): Case[] => {
  const { flow, script, schedule, interruptions } = of
  const isScripted = (id: string): boolean => flow.nodes.find((node) => node.id === id)?.kind !== 'branch'
  return [
    ...interruptions.map((_, index) => ({ ...of, interruptions: interruptions.toSpliced(index, 1) })),
    ...flowsBelow(flow).map((simpler) => ({ ...of, flow: simpler })),
    ...Object.entries(script.outcomes).flatMap(([id, list]) =>
      (isScripted(id) ? listsBelow(list) : []).map((simpler) => ({
        ...of,
        script: { ...script, outcomes: { ...script.outcomes, [id]: simpler } },
      })),
    ),
    ...schedulesBelow(schedule).map((simpler) => ({ ...of, schedule: simpler })),
    ...interruptions.flatMap(({ at, what }, index) =>
      at > 0 ? [{ ...of, interruptions: interruptions.with(index, { at: at - 1, what }) }] : [],
    ),
  ]
}
