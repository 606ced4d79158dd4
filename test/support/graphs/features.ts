import type { NodeKind } from '#test/engine/reference/flow.ts'

/** What a generated case may hold. A property names what it is about, so that a part of the engine can be tried alone. */
export type Feature =
  | 'joins'
  | 'loops'
  | 'errors'
  | 'retries'
  | 'approvals'
  | 'effects'
  | 'end'
  | 'disabled'
  | 'containers'
  | 'cancel'
  | 'timers'
  | 'compensation'
  | 'stops'
  | 'crashes'
  | 'undo'
  | 'locks'
  | 'time limits'
  | 'calls'
  | 'pauses'
  | 'single stops'

export type Features = readonly Feature[]

/** The kinds of nodes to draw from, the usual ones several times. */
export function kindsOf(features: Features): NodeKind[] {
  const more: Partial<Record<Feature, NodeKind[]>> = {
    approvals: ['approval'],
    effects: ['effect', 'effect'],
    end: ['end'],
    containers: ['each', 'each', 'group'],
    cancel: ['cancel'],
    timers: ['delay', 'wait'],
    calls: ['call', 'call'],
  }
  return ['work', 'work', 'work', 'set', 'branch', 'branch', ...features.flatMap((feature) => more[feature] ?? [])]
}

/** The ports that an edge may leave by, the usual ones several times. */
export function portsFor(kind: NodeKind, features: Features): string[] {
  const error = features.includes('errors') ? ['error'] : []
  const stopped = features.includes('single stops') ? ['interrupted'] : []
  const ports: Partial<Record<NodeKind, string[]>> = {
    start: ['out'],
    set: ['out'],
    cancel: ['out'],
    delay: ['out'],
    end: [],
    branch: ['yes', 'no'],
    approval: ['approved', 'approved', 'rejected', ...(features.includes('timers') ? ['timeout'] : [])],
    wait: ['out', 'other', 'timeout'],
    each: ['out', 'out', 'out', ...error],
    group: ['out', 'out', 'out', ...error],
    call: ['out', 'out', 'out', ...error],
  }
  return ports[kind] ?? ['out', 'out', 'out', 'other', ...error, ...error, ...stopped]
}
