/** A single step of a paused run: one node goes on that is held. */
import { CallError } from '#shared/ipc/call-error.ts'
import type { Engine } from '../engine/engine.ts'
import type { RunProcess } from '../engine/run/run-process.ts'

interface Step {
  readonly by: string
  /** Left out, the one that is held longest. */
  readonly nodeId: string | undefined
}

/** Throws CallError `run.not-held`. */
export async function stepRun(engine: Engine, run: RunProcess, { by, nodeId }: Step): Promise<void> {
  // A run that was just read back comes to what it holds in the next turns, where this one has no time left.
  if (run.isPaused) await new Promise<void>((resolve) => run.act(() => run.afterStep(resolve)))
  await engine.tell(run, ({ pausing }) => {
    if (!pausing.step(by, nodeId)) throw notHeld(run, nodeId)
  })
}

function notHeld({ isPaused, pausing, state }: RunProcess, nodeId: string | undefined): CallError {
  const refused = (why: string) => new CallError('run.not-held', why)
  if (!isPaused) return refused('This run is not paused, so none of its nodes is held. Pause it first.')
  if (nodeId !== undefined)
    return refused(`“${nodeId}” is not held. Held are: ${[...new Set(pausing.held)].join(', ') || 'none'}.`)
  const asking = [...new Set([...state.waits.values()].map((wait) => wait.nodeId))]
  if (asking.length === 0) return refused('No node of this run is held yet: what is under way must end first.')
  return refused(`No node of this run is held: a person is asked first, at ${asking.join(', ')}.`)
}
