/** A machine in words, for drawing: read from the XState definition itself, so it cannot say anything else. */

import type { AnyStateMachine } from 'xstate'
import type { MachineView } from '#shared/ipc/views/machine-views.ts'

type Named = string | { readonly type: string }

const nameOf = (named: unknown): string => (typeof named === 'string' ? named : (named as Named & object).type) // XState's two ways to name

export function describeMachine(machine: AnyStateMachine): MachineView {
  const nodes = Object.entries(machine.states)
  return {
    id: machine.id,
    initial: String(machine.root.initial.target[0]?.key),
    states: nodes.map(([name, { type, entry }]) => ({ name, isFinal: type === 'final', entry: entry.map(nameOf) })),
    transitions: nodes.flatMap(([from, { transitions }]) =>
      [...transitions].flatMap(([signal, all]) =>
        all.map(({ target, guard, actions }) => ({
          from,
          to: String(target?.[0]?.key ?? from),
          signal,
          ...(guard !== undefined && { guard: nameOf(guard) }),
          actions: actions.map(nameOf),
        })),
      ),
    ),
  }
}
