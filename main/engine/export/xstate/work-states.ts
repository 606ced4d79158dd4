/** A node that takes time, or an evaluation: an actor of its kind, retried and timed as the file says. */
import { DEFAULT_PORT } from '#shared/workflow/workflow.ts'
import type { CompiledNode } from '../../compile/compiled-workflow.ts'
import {
  action,
  actorInput,
  failingOf,
  INSTANT,
  leave,
  type Provided,
  retryingState,
  type States,
  timeLimit,
} from './region-parts.ts'

export function workStates(node: CompiledNode, provided: Provided): States {
  const { kind, config } = node
  const { family } = kind.behaviour
  const name = kind.descriptor.kind
  provided.actors.set(name, kind.descriptor.summary)
  const status = config.status === 'failed' ? 'failed' : 'succeeded'
  const left =
    family === 'end' ? { target: 'done', actions: action('conclude', node, { status }) } : leave(node, DEFAULT_PORT)
  const attempts = INSTANT.has(family) ? 1 : node.retry.attempts
  const failing = failingOf(node, attempts)
  return {
    running: {
      invoke: { src: name, input: actorInput(node), onDone: left, onError: failing() },
      after: INSTANT.has(family) ? undefined : timeLimit(node, failing),
    },
    ...retryingState(node, attempts, provided),
  }
}
