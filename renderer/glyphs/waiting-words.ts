/** What a node waits for and until when: `Waits for deploy.done`, `until 14:20`, `1 h 58 m left`. */
import { assertNever } from '#shared/assert-never.ts'
import type { WaitingFor } from '#shared/state/run-state.ts'
import { spanWords } from './time.ts'

/** One sentence; the time that is left stands apart, since it ticks. `titleOf` knows the nodes of the same run. */
export function waitingSentence(waitingFor: WaitingFor, titleOf?: (nodeId: string) => string): string {
  const until = waitingFor.until === undefined ? '' : untilWords(waitingFor.until)
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
export function leftWords(waitingFor: Pick<WaitingFor, 'until'>, now: number): string {
  if (waitingFor.until === undefined) return ''
  const left = Date.parse(waitingFor.until) - now
  return left > 0 ? `${spanWords(left)} left` : 'time is up'
}

/** `until 14:20`, with its day where that is not today. */
function untilWords(iso: string): string {
  const at = new Date(iso)
  if (Number.isNaN(at.getTime())) return ''
  const time = at.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })
  if (at.toDateString() === new Date().toDateString()) return `until ${time}`
  return `until ${at.toLocaleDateString('en-GB', { weekday: 'short', day: 'numeric', month: 'short' })}, ${time}`
}
