/** What a person is asked about an effect that may have happened before a crash (DESIGN 4.9). */
import { CallError } from '#shared/ipc/call-error.ts'
import type { Json } from '#shared/json.ts'
import type { CompiledNode } from '../compile/compiled-workflow.ts'
import type { NodeSignal } from '../machines/node-host.ts'
import { NodeError } from '../node-error.ts'

export function recoveryQuestion({ title }: CompiledNode) {
  return {
    purpose: 'recovery' as const,
    title: `Run ${title} again?`,
    message: 'Slashflow ended while this ran. It may have happened already.',
    fields: [
      {
        name: 'choice',
        title: 'What now?',
        type: 'enum' as const,
        options: ['run-again', 'done', 'fail'],
        required: true,
      },
      { name: 'output', title: 'Its output, where it is done', type: 'json' as const },
    ],
  }
}

/** Throws CallError `input.invalid`. */
export function recoveryAnswer(node: CompiledNode, values: Readonly<Record<string, Json>>): NodeSignal {
  switch (values.choice) {
    case 'run-again':
      return { type: 'runAgain' }
    case 'done':
      return {
        type: 'completed',
        leaving: { port: node.kind.descriptor.ports[0] ?? 'out', output: values.output ?? null },
      }
    case 'fail':
      return { type: 'refused', error: takenAsFailed(node) }
    default:
      throw new CallError('input.invalid', 'Choose what to do: run-again, done or fail.')
  }
}

function takenAsFailed({ title }: CompiledNode): NodeError {
  return new NodeError('node.recovery-failed', `${title} was running when Slashflow ended, and was taken as failed.`, {
    retryable: false,
  })
}
