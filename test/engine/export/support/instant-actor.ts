/** An actor that has ended as soon as it is started, as the instant kinds of the engine have. */
import type { ActorLogic, AnyEventObject, NonReducibleUnknown, Snapshot } from 'xstate'

export function instantActor(
  does: (input: NonReducibleUnknown) => unknown,
): ActorLogic<Snapshot<unknown>, AnyEventObject, unknown> {
  return {
    transition: (snapshot) => snapshot,
    getInitialSnapshot: (_scope, input) => ({ status: 'done', output: does(input), error: undefined }),
    getPersistedSnapshot: (snapshot) => snapshot,
  }
}
