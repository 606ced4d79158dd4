/** What a node waits for and until when: `Waits for deploy.done`, `until 14:20`, `1 h 58 m left`. */
import { assertNever } from '#shared/assert-never.ts'
import { type Deadline, timeLeft } from '#shared/state/deadline.ts'
import type { NodeState, WaitingFor } from '#shared/state/run-state.ts'
import { spanWords } from './time.ts'

/** One sentence; the time that is left stands apart, since it ticks. `titleOf` knows the nodes of the same run. */
export function waitingSentence(waitingFor: WaitingFor, titleOf?: (nodeId: string) => string): string {
  const until = untilWords(waitingFor)
  switch (waitingFor.type) {
    case 'timer':
      return until === '' ? 'Waits for a time.' : `Waits ${until}.`
    case 'event':
      // The first of several lets it go on.
      return `Waits for ${waitingFor.what.replaceAll(', ', ' or ')}${until === '' ? '' : `, ${until}`}.`
    case 'lock':
      return `Waits for lock ${waitingFor.what}${waitingFor.holder ? `, held by ${holderWords(waitingFor, titleOf)}` : ''}.`
    case 'child':
      return `Waits for ${waitingFor.what === '' ? 'its run' : `/${waitingFor.what}`}.`
    default:
      return assertNever(waitingFor.type, 'reason to wait')
  }
}

/** A holder in the same run is told by its node alone. */
function holderWords({ holder, holderNode }: WaitingFor, titleOf: ((nodeId: string) => string) | undefined): string {
  return holderNode === undefined || !titleOf ? (holder ?? '') : titleOf(holderNode)
}

/** `1 h 58 m left`; empty where it waits without an end. */
export function leftWords({ until, setAt }: Partial<Deadline>, now: number): string {
  if (until === undefined) return ''
  const { ms, isAtMost } = timeLeft({ until, setAt }, now)
  return ms > 0 ? `${spanWords(ms)} left${isAtMost ? ' at most' : ''}` : 'time is up'
}

/** `in 4 s`, of a node that is tried again. */
export function againWords({ retryAt = '', failedAt }: Pick<NodeState, 'retryAt' | 'failedAt'>, now: number): string {
  const { ms, isAtMost } = timeLeft({ until: retryAt, setAt: failedAt }, now)
  return `in ${spanWords(ms)}${isAtMost ? ' at most' : ''}`
}

/** `until 14:20`, with its day where that is not today. Empty where the clock was set back since: no time of day is right then. */
function untilWords({ until, setAt }: Partial<Deadline>): string {
  if (until === undefined || timeLeft({ until, setAt }, Date.now()).isAtMost) return ''
  const at = new Date(until)
  if (Number.isNaN(at.getTime())) return ''
  const time = at.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })
  if (at.toDateString() === new Date().toDateString()) return `until ${time}`
  return `until ${at.toLocaleDateString('en-GB', { weekday: 'short', day: 'numeric', month: 'short' })}, ${time}`
}
