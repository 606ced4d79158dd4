/** An App without an engine: answers calls as a test says, and says what a test tells it. For tests of the homes alone. */
import type { App, StartOptions } from '#main/app.ts'
import { CallError } from '#shared/ipc/call-error.ts'
import type { BroadcastName, BroadcastPayload, CallInput, CallName, CallOutput } from '#shared/ipc/contract.ts'
import type { RunSummary } from '#shared/ipc/views/run-views.ts'

type Answers = { readonly [N in CallName]?: (input: CallInput<N>) => CallOutput<N> | Promise<CallOutput<N>> }

export interface ScriptedApp extends App {
  say<N extends BroadcastName>(name: N, payload: BroadcastPayload<N>): void
  /** Listeners that have not been taken back. */
  listening(): number
}

export function scriptedApp(
  answers: Answers,
  start?: (options: StartOptions) => Promise<{ runId: string }>,
): ScriptedApp {
  const listeners = new Map<string, Set<(payload: never) => void>>()
  return {
    async call(name, input) {
      const answer = answers[name]
      if (!answer) throw new CallError('test.no-answer', `The test does not answer ${name}`)
      return (await answer(input as never)) as never // one table, typed by name at both ends
    },
    on(name, listener) {
      const known = listeners.get(name) ?? new Set()
      listeners.set(name, known.add(listener))
      return () => known.delete(listener)
    },
    say(name, payload) {
      for (const listener of listeners.get(name) ?? []) listener(payload as never) // as above
    },
    listening: () => [...listeners.values()].reduce((sum, { size }) => sum + size, 0),
    start: start ?? (() => Promise.reject(new CallError('test.no-start', 'The test starts no run'))),
    activeRuns: (): readonly RunSummary[] => [],
    handOver: () => Promise.resolve(undefined),
    isIdle: () => true,
    warnings: () => [],
    adopt: () => Promise.resolve(false),
    close: () => Promise.resolve(),
  }
}
