/**
 * An XState machine as a table. The machines are written, drawn and exported as XState; a run steps them by this table,
 * because a live actor costs 8 µs an execution and several kB, a row of the table a tenth of one.
 *
 *   T1. The table is read from the machine itself, so the two cannot disagree; `test/engine/machines.test.ts` drives both
 *       with the same signals and compares every state and every call.
 *   T2. Only what the machines of this folder use is understood; anything else fails when the table is made.
 */
import type { AnyStateMachine } from 'xstate'

export type Action = (args: { readonly context: never; readonly event: never }) => void
export type Guard = (args: { readonly context: never; readonly event: never }) => boolean

export interface Transition {
  readonly guard: Guard | undefined
  /** Undefined: stays, without leaving the state. */
  readonly target: StateRow | undefined
  readonly actions: readonly Action[]
}

export interface StateRow {
  readonly name: string
  readonly isFinal: boolean
  readonly entry: readonly Action[]
  readonly on: ReadonlyMap<string, readonly Transition[]>
}

/** While the table is made: a transition names a row that may have none of its own yet. */
interface OpenRow extends StateRow {
  readonly on: Map<string, readonly Transition[]>
}

export interface StateTable {
  readonly id: string
  readonly initial: StateRow
  readonly states: ReadonlyMap<string, StateRow>
}

type Named = string | { readonly type: string }

interface Implementations {
  readonly actions: Readonly<Record<string, unknown>>
  readonly guards: Readonly<Record<string, unknown>>
}

const tables = new WeakMap<AnyStateMachine, StateTable>()

export function stateTable(machine: AnyStateMachine): StateTable {
  const known = tables.get(machine)
  if (known) return known
  const implementations = machine.implementations as unknown as Implementations // XState types each entry by its own machine
  const states = new Map<string, OpenRow>()
  for (const [name, { type, entry }] of Object.entries(machine.states)) {
    const actions = entry.map((action) => implementation<Action>(implementations.actions, action as Named))
    states.set(name, { name, isFinal: type === 'final', entry: actions, on: new Map() })
  }
  for (const [name, row] of states)
    for (const [event, transitions] of machine.states[name]?.transitions ?? [])
      row.on.set(
        event,
        transitions.map(({ guard, target, actions }) => ({
          guard: guard === undefined ? undefined : implementation<Guard>(implementations.guards, guard as Named),
          target: target?.[0] && rowOf(states, machine.id, target[0].key),
          actions: actions.map((action) => implementation<Action>(implementations.actions, action as Named)),
        })),
      )
  const initial = states.get(String(machine.root.initial.target[0]?.key))
  if (!initial) throw new Error(`Machine ${machine.id} has no initial state`)
  const table: StateTable = { id: machine.id, initial, states }
  tables.set(machine, table)
  return table
}

function rowOf(states: ReadonlyMap<string, StateRow>, machine: string, name: string): StateRow {
  const row = states.get(name)
  if (!row) throw new Error(`Machine ${machine} has no state ${name}`)
  return row
}

function implementation<T>(all: Readonly<Record<string, unknown>>, named: Named): T {
  const name = typeof named === 'string' ? named : named.type
  const found = all[name]
  if (typeof found !== 'function') throw new Error(`The machine's ${name} is no plain function`)
  return found as T // the machine's own setup typed it
}
