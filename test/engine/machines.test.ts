/** A run steps its machines by a table (main/engine/machines/state-table.ts); here each is compared with XState itself. */
import fc from 'fast-check'
import { expect, it, vi } from 'vitest'
import { type AnyStateMachine, createActor } from 'xstate'
import { instantMachine } from '#main/engine/machines/instant-machine.ts'
import { personMachine } from '#main/engine/machines/person-machine.ts'
import { runMachine } from '#main/engine/machines/run-machine.ts'
import { type StateTable, stateTable } from '#main/engine/machines/state-table.ts'
import { StateWalker } from '#main/engine/machines/state-walker.ts'
import { workMachine } from '#main/engine/machines/work-machine.ts'

interface Signal {
  readonly type: string
  readonly leaving: string
  readonly error: string
  readonly answer: string
}

const signal = (type: string): Signal => ({ type, leaving: `${type}!`, error: `${type}!`, answer: `${type}!` })

/** What a host does, fixed before the walk. */
interface Habits {
  /** What it sends back from inside its n-th call, before the call returns. */
  readonly replies: readonly (readonly string[])[]
  /** What the n-th guard that is asked says. */
  readonly guards: readonly boolean[]
}

/** Writes down all that a machine asks of it, whatever the name, and answers from inside. */
function recordingHost({ replies, guards }: Habits, guardNames: ReadonlySet<string>, send: (reply: Signal) => void) {
  const heard: string[] = []
  let calls = 0
  let asked = 0
  const holds = (name: string, given: readonly unknown[]): boolean => {
    const answer = guards[asked % guards.length] ?? false
    asked += 1
    heard.push(`${name}(${given.join()})? ${answer}`)
    return answer
  }
  const called = (name: string, given: readonly unknown[]): void => {
    heard.push(`${name}(${given.join()})`)
    const answers = replies[calls] ?? []
    calls += 1
    for (const type of answers) send(signal(type))
  }
  const host = new Proxy(
    {},
    {
      get: (_target, property) => {
        const name = String(property)
        // `canRetry` is asked by a call, the other guards by reading them.
        if (name === 'canRetry') return (...given: unknown[]) => holds(name, given)
        if (guardNames.has(name)) return holds(name, [])
        return (...given: unknown[]) => called(name, given)
      },
    },
  )
  return { host, heard }
}

interface Walk {
  readonly states: readonly string[]
  readonly heard: readonly string[]
}

interface Steps {
  readonly sent: readonly string[]
  readonly walk: Walk
}

const guardsOf = (machine: AnyStateMachine): ReadonlySet<string> => new Set(Object.keys(machine.implementations.guards))

/** Where a walk goes next: mostly a signal that the present state knows, sometimes any. */
interface Pick {
  readonly place: number
  readonly known: boolean
}

function chosen(table: StateTable, state: string, { place, known }: Pick): string {
  const own = known ? [...(table.states.get(state)?.on.keys() ?? [])] : []
  const types = own.length > 0 ? own : signalsOf(table)
  return types[place % types.length] ?? ''
}

/** `from`: begins in the middle, as after a restart. */
function walkTable(machine: AnyStateMachine, habits: Habits, picks: readonly Pick[], from?: string): Steps {
  const table = stateTable(machine)
  const { host, heard } = recordingHost(habits, guardsOf(machine), (reply) => walker.send(reply))
  const walker = new StateWalker<{ host: unknown }, Signal>(table, { host })
  if (from === undefined) walker.start()
  else walker.startIn(from)
  const states = [walker.state]
  const sent = picks.map((pick) => {
    const type = chosen(table, walker.state, pick)
    walker.send(signal(type))
    states.push(walker.state)
    return type
  })
  return { sent, walk: { states, heard } }
}

function walkLive(machine: AnyStateMachine, habits: Habits, sent: readonly string[], from?: string): Walk {
  const { host, heard } = recordingHost(habits, guardsOf(machine), (reply) => actor.send(reply))
  const snapshot = from === undefined ? undefined : machine.resolveState({ value: from, context: { host } })
  const actor = createActor(machine, { input: { host }, ...(snapshot && { snapshot }) })
  const state = () => String(actor.getSnapshot().value)
  actor.start()
  const states = [state()]
  for (const type of sent) {
    actor.send(signal(type))
    states.push(state())
  }
  return { states, heard }
}

const signalsOf = (table: StateTable): readonly string[] => [
  ...new Set([...table.states.values()].flatMap(({ on }) => [...on.keys()])),
  'unheard_of',
]

const arbitraryWalk = (table: StateTable) => {
  const anySignal = fc.constantFrom(...signalsOf(table))
  const pick = fc.record({ place: fc.nat(20), known: fc.integer({ min: 0, max: 4 }).map((of) => of > 0) })
  return fc.record({
    replies: fc.array(fc.array(anySignal, { maxLength: 2 }), { maxLength: 12 }),
    guards: fc.array(fc.boolean(), { minLength: 1, maxLength: 7 }),
    picks: fc.array(pick, { maxLength: 20 }),
  })
}

const MACHINES: readonly AnyStateMachine[] = [instantMachine, personMachine, workMachine, runMachine]

it.each(MACHINES)('walks the table of the machine "$id" as XState does, call by call', (machine) => {
  silenceXState()
  fc.assert(
    fc.property(arbitraryWalk(stateTable(machine)), ({ picks, ...habits }) => {
      const { sent, walk } = walkTable(machine, habits, picks)
      expect(walk).toEqual(walkLive(machine, habits, sent))
    }),
    { numRuns: 500 },
  )
})

const PLACES = MACHINES.flatMap((machine) =>
  Object.entries(machine.states).flatMap(([state, { type }]) => (type === 'final' ? [] : [{ machine, state }])),
)

it.each(PLACES)('walks on from "$state" of "$machine.id" as XState does from a restored one', ({ machine, state }) => {
  silenceXState()
  fc.assert(
    fc.property(arbitraryWalk(stateTable(machine)), ({ picks, ...habits }) => {
      const { sent, walk } = walkTable(machine, habits, picks, state)
      expect(walk).toEqual(walkLive(machine, habits, sent, state))
    }),
    { numRuns: 100 },
  )
})

/** XState says so whenever something is sent to an actor that has ended, which these walks do on purpose. */
function silenceXState(): void {
  vi.spyOn(console, 'warn').mockReturnValue()
}
