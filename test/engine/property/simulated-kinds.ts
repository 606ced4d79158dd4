/** The abstract kinds of the reference as kinds of the real engine: whatever takes time waits until the simulator moves. */
import { z } from 'zod'
import type { KindRegistry, Leaving, NodeKind } from '#main/engine/kind.ts'
import { NodeError } from '#main/engine/node-error.ts'
import { cancel } from '#main/nodes/cancel.ts'
import { defineNodeKind } from '#main/nodes/define-node-kind.ts'
import { delay } from '#main/nodes/delay.ts'
import { each } from '#main/nodes/each.ts'
import { emit } from '#main/nodes/emit.ts'
import { optional, raw, text, value, withDefault } from '#main/nodes/fields.ts'
import { group } from '#main/nodes/group.ts'
import { wait } from '#main/nodes/wait.ts'
import { workflow } from '#main/nodes/workflow.ts'
import type { Outcome } from '#test/engine/reference/script.ts'

/** One attempt that is being worked on, and how the simulator ends it. */
export interface Work {
  readonly run: string
  readonly node: string
  readonly path: string
  readonly iteration: number
  isAborted: boolean
  leave(port: string, output: string): void
  fail(code: string, isFinal: boolean): void
  acknowledge(): void
}

/** What the kinds ask of the simulator. */
export interface Simulation {
  began(work: Work): void
  ended(work: Work): void
  branch(node: string, item: string): Outcome
}

const face = { title: '', summary: '', icon: 'circle', examples: [] } as const

const instant = (kind: string, leave: (id: string) => Leaving): NodeKind =>
  defineNodeKind({
    ...face,
    kind,
    group: 'flow',
    entry: kind === 'start',
    ports: ['out'],
    config: { id: withDefault(text({ title: 'Id' }), '') },
    behaviour: { family: 'instant', leave: ({ id }) => leave(id) },
  })

const branch = (simulation: Simulation): NodeKind =>
  defineNodeKind({
    ...face,
    kind: 'branch',
    group: 'flow',
    ports: ['yes', 'no'],
    config: { id: text({ title: 'Id' }), item: optional(value({ title: 'Item' })) },
    behaviour: {
      family: 'instant',
      leave: ({ id, item }) => {
        const outcome = simulation.branch(id, typeof item === 'string' ? item : '')
        const port = 'leaves' in outcome ? outcome.leaves : 'else'
        return { port, output: { port } }
      },
    },
  })

/** `deliveryKey` is `run/path/node/iteration`, and the path may hold slashes too. */
const placeOf = (deliveryKey: string): { run: string; path: string; iteration: number } => {
  const [run = '', ...parts] = deliveryKey.split('/')
  return { run, path: parts.slice(0, -2).join('/'), iteration: Number(parts.at(-1)) }
}

const work = (simulation: Simulation, kind: 'work' | 'effect'): NodeKind =>
  defineNodeKind({
    ...face,
    kind,
    group: 'tool',
    ports: ['out', 'other', 'interrupted'],
    config: { sees: optional(value({ title: 'What it sees' })) },
    behaviour: {
      family: 'work',
      effect: () => (kind === 'effect' ? { title: 'Do it?', payload: {} } : null),
      perform: (_input, { nodeId, deliveryKey, signal }) =>
        new Promise<Leaving>((resolve, reject) => {
          const begun: Work = {
            node: nodeId,
            ...placeOf(deliveryKey),
            isAborted: false,
            leave: (port, output) => {
              simulation.ended(begun)
              resolve({ port, output })
            },
            fail: (code, isFinal) => {
              simulation.ended(begun)
              reject(new NodeError(code, code, { retryable: !isFinal }))
            },
            acknowledge: () => {
              simulation.ended(begun)
              reject(signal.reason)
            },
          }
          signal.addEventListener('abort', () => {
            begun.isAborted = true
          })
          simulation.began(begun)
        }),
    },
  })

const approval = defineNodeKind({
  ...face,
  kind: 'approval',
  group: 'person',
  ports: ['approved', 'rejected', 'timeout'],
  config: { timeoutMs: optional(raw(z.number(), { title: 'Time' }, 'number')) },
  behaviour: {
    family: 'approval',
    request: ({ timeoutMs }) => ({ title: 'Sure?', payload: null, ...(timeoutMs !== undefined && { timeoutMs }) }),
    leave: ({ decision, feedback }) => ({
      port: decision,
      output: { decision, ...(feedback !== undefined && { feedback }) },
    }),
    expired: () => ({ port: 'timeout', output: { decision: 'timeout' } }),
  },
})

const end = defineNodeKind({
  ...face,
  kind: 'end',
  group: 'flow',
  ports: [],
  config: { id: text({ title: 'Id' }), fails: withDefault(raw(z.boolean(), { title: 'Fails' }, 'switch'), false) },
  behaviour: {
    family: 'end',
    outcome: ({ id, fails }) => ({ status: fails ? 'failed' : 'succeeded', result: `result of ${id}` }),
  },
})

export const simulatedKinds = (simulation: Simulation): KindRegistry =>
  new Map(
    [
      instant('start', () => ({ port: 'out', output: {} })),
      instant('set', (id) => ({ port: 'out', output: `value of ${id}` })),
      branch(simulation),
      work(simulation, 'work'),
      work(simulation, 'effect'),
      approval,
      end,
      // What these do is the engine's, so they are the real ones.
      each,
      group,
      cancel,
      delay,
      wait,
      emit,
      workflow,
    ].map((kind) => [kind.descriptor.kind, kind]),
  )
