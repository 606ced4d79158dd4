/** Node kinds with trivial bodies, each as the peers have it. */
import { z } from 'zod'
import type { KindRegistry } from '#main/engine/kind.ts'
import { defineNodeKind } from '#main/nodes/define-node-kind.ts'
import { value } from '#main/nodes/fields.ts'

const face = { title: '', summary: '', icon: 'circle', examples: [] } as const
const counted = z.object({ count: z.number() })

/** What a step does beside counting. */
export interface StepOptions {
  /** Every step's completion is committed before the next begins: a turn of the event loop lies between. */
  readonly turnAStep?: boolean
  /** Steps count as effects: intent and completion on disk (`FULL`). */
  readonly effects?: boolean
}

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve))

export function benchKinds({ turnAStep = false, effects = false }: StepOptions): KindRegistry {
  const start = defineNodeKind({
    ...face,
    kind: 'start',
    group: 'entry',
    entry: true,
    ports: ['out'],
    config: {},
    behaviour: { family: 'instant', leave: (_input, { args }) => ({ port: 'out', output: { ...args } }) },
  })
  const step = defineNodeKind({
    ...face,
    kind: 'step',
    group: 'tool',
    ports: ['out'],
    config: { value: value({ title: '' }) },
    behaviour: {
      family: 'work',
      ...(effects && { effect: () => ({ title: '', payload: {} }) }),
      async perform({ value: given }) {
        if (turnAStep) await nextTurn()
        const { count } = given as { count: number } // the workloads pass it on
        return { port: 'out', output: { count: count + 1 } }
      },
    },
  })
  const sum = defineNodeKind({
    ...face,
    kind: 'sum',
    group: 'tool',
    ports: ['out'],
    config: { values: value({ title: '' }) },
    behaviour: {
      family: 'work',
      async perform({ values }) {
        const all = z.array(counted).parse(values)
        return { port: 'out', output: { count: all.reduce((total, { count }) => total + count, 0) } }
      },
    },
  })
  const streamer = defineNodeKind({
    ...face,
    kind: 'streamer',
    group: 'tool',
    ports: ['out'],
    config: { chunks: value({ title: '' }) },
    behaviour: {
      family: 'work',
      async perform({ chunks }, { stream }) {
        for (let index = 0; index < Number(chunks); index += 1) stream('text', `chunk ${index}`)
        return { port: 'out', output: { count: 1 } }
      },
    },
  })
  const approval = defineNodeKind({
    ...face,
    kind: 'approval',
    group: 'person',
    ports: ['approved', 'rejected', 'timeout'],
    config: {},
    behaviour: {
      family: 'approval',
      request: () => ({ title: 'Go on?', payload: null }),
      leave: ({ decision }) => ({ port: decision, output: null }),
      expired: () => ({ port: 'timeout', output: null }),
    },
  })
  return new Map([start, step, sum, streamer, approval].map((kind) => [kind.descriptor.kind, kind]))
}
