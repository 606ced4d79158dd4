import { type Flow, incomingOf } from '#test/engine/reference/flow.ts'
import { type Loop, loopsOf } from '#test/engine/reference/loops.ts'

const leadsTo = (flow: Flow, from: string, to: string): boolean =>
  from === to || incomingOf(flow, to).some((edge) => leadsTo(flow, from, edge.from))

/** Whether leaving the one loop is needed before a loop edge of the other can be decided. */
const holdsUp = (flow: Flow, loop: Loop, other: Loop): boolean =>
  flow.edges
    .filter((edge) => edge.max === undefined && loop.body.includes(edge.from) && !loop.body.includes(edge.to))
    .some((edge) => other.edges.some(({ from }) => leadsTo(flow, edge.to, from)))

/** The one loop is left only after the other, which waits for what leaves the first and leads to it from outside (R25). */
const comesAfter = (flow: Flow, loop: Loop, other: Loop): boolean =>
  loop.edges.some((edge) => other.body.includes(edge.from) && !other.body.includes(edge.to)) &&
  flow.edges
    .filter((edge) => edge.max === undefined && loop.body.includes(edge.from) && !loop.body.includes(edge.to))
    .some((edge) => !other.body.includes(edge.to) && other.edges.some(({ from }) => leadsTo(flow, edge.to, from)))

export const areEntangled = (flow: Flow, loop: Loop, other: Loop): boolean =>
  (holdsUp(flow, loop, other) && holdsUp(flow, other, loop)) ||
  comesAfter(flow, loop, other) ||
  comesAfter(flow, other, loop)

/** Two loops each of which waits for the other to be left (reading R2): nothing can be said of what should run. */
export const isEntangled = (flow: Flow): boolean => {
  const loops = loopsOf(flow)
  return loops.some((loop) => loops.some((other) => other !== loop && areEntangled(flow, loop, other)))
}
