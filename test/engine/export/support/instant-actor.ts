/** An actor that has ended as soon as it is started, as the instant kinds of the engine have. */
import type { ActorLogic, AnyEventObject, ErrorActorSnapshot, DoneActorSnapshot, NonReducibleUnknown } from 'xstate'

type Ended = DoneActorSnapshot<unknown> | ErrorActorSnapshot<unknown>

export function instantActor(does: (input: NonReducibleUnknown) => unknown): ActorLogic<Ended, AnyEventObject, unknown> {
  return {
    transition: (snapshot) => snapshot,
    getInitialSnapshot: (_scope, input) => ({ status: 'done', output: does(input), error: undefined }) as Ended,
    getPersistedSnapshot: (snapshot) => snapshot,
  }
}
