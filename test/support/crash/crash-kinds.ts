/**
 * Effects that can be counted afterwards: each writes a line to one file when it begins and when it ends. What it does
 * besides is in its node's id: `_flaky` fails once, `_broken` always, `_odd` for odd items.
 */
import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pass } from 'node:timers/promises'
import { z } from 'zod'
import type { KindRegistry, Leaving, NodeKind, WorkContext } from '#main/engine/kind.ts'
import { NodeError } from '#main/engine/node-error.ts'
import { defineNodeKind } from '#main/nodes/define-node-kind.ts'
import { optional, raw, text, value, withDefault } from '#main/nodes/fields.ts'
import { KINDS, registryOf } from '#main/nodes/registry.ts'
import { shell } from '#main/nodes/shell.ts'
import { MARKS_FILE } from './marks.ts'

const face = { title: '', summary: '', icon: 'circle', group: 'tool', ports: ['out'], examples: [] } as const

/** An effect inside the process: its end is not written when the process dies. */
const mark = defineNodeKind({
  ...face,
  kind: 'mark',
  effect: 'always',
  config: {
    value: optional(value({ title: 'Value' })),
    ms: withDefault(raw(z.number(), { title: 'Time' }, 'number'), 0),
  },
  behaviour: {
    family: 'work',
    effect: (input) => ({ title: 'Mark?', payload: { value: input.value ?? null } }),
    async perform(input, context) {
      write(context, 'begin')
      if (input.ms > 0) await pass(input.ms, undefined, { signal: context.signal })
      write(context, 'end')
      failAsNamed(context, input.value)
      return { port: 'out', output: input.value ?? null }
    },
  },
})

/** The same by a program of its own, which outlives a killed engine until somebody ends it. */
const program = defineNodeKind({
  ...face,
  kind: 'program',
  effect: 'always',
  config: { value: text({ title: 'Value' }), seconds: withDefault(text({ title: 'Time' }), '0') },
  behaviour: {
    family: 'work',
    effect: (input) => ({ title: 'Run?', payload: { value: input.value } }),
    async perform({ value: given, seconds }, context): Promise<Leaving> {
      if (shell.behaviour.family !== 'work') throw new Error('the shell does work')
      const line = (what: string) => `echo "${what} $1 $2 $$ $(date +%s%3N)" >> ${MARKS_FILE}`
      const script = `${line('begin')}; sleep ${seconds}; ${line('end')}; printf %s "$3"`
      const args = ['-c', script, 'program', context.deliveryKey, String(context.attempt), given]
      const input = shell.input.parse({ command: 'sh', args, cwd: '.', env: {}, allowFailure: false })
      return shell.behaviour.perform(input, context)
    },
  },
})

function write({ workspace, deliveryKey, attempt }: WorkContext, what: 'begin' | 'end'): void {
  appendFileSync(join(workspace, MARKS_FILE), `${what} ${deliveryKey} ${attempt} ${process.pid} ${Date.now()}\n`)
}

function failAsNamed({ nodeId, attempt }: WorkContext, given: unknown): void {
  const odd = nodeId.endsWith('_odd') && /[13579]$/.test(String(given))
  if (nodeId.endsWith('_broken') || odd || (nodeId.endsWith('_flaky') && attempt === 1))
    throw new NodeError('test.failed', `${nodeId} fails`)
}

export function crashKinds(): KindRegistry {
  const kinds: readonly NodeKind[] = [...KINDS, mark, program]
  return registryOf(kinds)
}
