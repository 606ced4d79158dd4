/** Kinds small enough to see the engine through: what a node does is in its config. */
import { z } from 'zod'
import type { KindRegistry, NodeKind } from '#main/engine/kind.ts'
import { NodeError } from '#main/engine/node-error.ts'
import { defineNodeKind } from '#main/nodes/define-node-kind.ts'
import { optional, raw, text, value, withDefault } from '#main/nodes/fields.ts'

/** What the test lets a `work` node do, by node id; one entry an attempt, the last one stays. */
export type Script = (context: {
  nodeId: string
  attempt: number
  signal: AbortSignal
  input: unknown
  stream(text: string): void
  holds(what: string): (how: string) => void
  processStarted(pid: number, startedAt: string, command: string): void
}) => Promise<unknown>

const face = { title: '', summary: '', icon: 'circle', examples: [] } as const

export function engineKinds(script: Script): KindRegistry {
  const start = defineNodeKind({
    ...face,
    kind: 'start',
    group: 'entry',
    entry: true,
    ports: ['out'],
    config: {},
    behaviour: { family: 'instant', leave: (_input, scope) => ({ port: 'out', output: { ...scope.args } }) },
  })
  const set = defineNodeKind({
    ...face,
    kind: 'set',
    group: 'flow',
    ports: ['out', 'other'],
    config: { value: optional(value({ title: 'Value' })), port: withDefault(text({ title: 'Port' }), 'out') },
    behaviour: { family: 'instant', leave: (input) => ({ port: input.port, output: input.value ?? null }) },
  })
  const work = workKind('work', script, false)
  const effect = workKind('effect', script, true)
  const approval = defineNodeKind({
    ...face,
    kind: 'approval',
    group: 'person',
    ports: ['approved', 'rejected', 'timeout'],
    config: {
      title: withDefault(text({ title: 'Title' }), 'Sure?'),
      timeoutMs: optional(raw(z.number(), { title: 'Time' }, 'number')),
    },
    behaviour: {
      family: 'approval',
      request: (input) => ({
        title: input.title,
        payload: null,
        ...(input.timeoutMs !== undefined && { timeoutMs: input.timeoutMs }),
      }),
      leave: ({ decision, feedback, value: answered, by }) => ({
        port: decision,
        output: { decision, feedback: feedback ?? null, value: answered, by },
      }),
      expired: () => ({ port: 'timeout', output: null }),
    },
  })
  const end = defineNodeKind({
    ...face,
    kind: 'end',
    group: 'flow',
    ports: [],
    config: {
      result: optional(value({ title: 'Result' })),
      status: withDefault(text({ title: 'Status' }), 'succeeded'),
    },
    behaviour: {
      family: 'end',
      outcome: (input) => ({
        status: input.status === 'failed' ? 'failed' : 'succeeded',
        result: input.result ?? null,
      }),
    },
  })
  return new Map([start, set, work, effect, approval, end].map((kind) => [kind.descriptor.kind, kind]))
}

function workKind(kind: string, script: Script, isEffect: boolean): NodeKind {
  return defineNodeKind({
    ...face,
    kind,
    group: 'tool',
    effect: isEffect ? 'always' : 'never',
    ports: ['out', 'other'],
    config: { value: optional(value({ title: 'Value' })), port: withDefault(text({ title: 'Port' }), 'out') },
    behaviour: {
      family: 'work',
      effect: (input) => (isEffect ? { title: 'Do it?', payload: { value: input.value ?? null } } : null),
      perform: async (input, { nodeId, attempt, signal, stream, holds, processStarted }) => {
        const output = await script({
          nodeId,
          attempt,
          signal,
          input: input.value ?? null,
          stream: (piece) => stream('text', piece),
          holds,
          processStarted,
        })
        if (output instanceof NodeError) throw output
        return { port: input.port, output: (output ?? input.value ?? null) as never } // scripts answer with JSON
      },
    },
  })
}
