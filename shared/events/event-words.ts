/** An event as one readable line, for causal chains: what happened, without when and where. */
import type { RunEvent } from './event.ts'

const LONGEST = 160

export function eventWords(event: RunEvent): string {
  const words = wordsOf(event).replaceAll(/\s+/g, ' ').trim()
  return words.length > LONGEST ? `${words.slice(0, LONGEST - 1)}…` : words
}

/** A type without a sentence of its own reads as its name: `timer.fired` is `timer fired`. */
function wordsOf(event: RunEvent): string {
  return runWords(event) ?? nodeWords(event) ?? personWords(event) ?? event.type.replace('.', ' ').replaceAll('_', ' ')
}

function runWords(event: RunEvent): string | undefined {
  switch (event.type) {
    case 'run.started':
      return startedWords(event.data)
    case 'run.recovered':
      return 'taken over, because the owner before is gone'
    case 'run.paused':
      return event.data.nodeId === undefined
        ? `paused by ${event.data.by}`
        : `paused at the breakpoint on ${event.data.nodeId}`
    case 'run.resumed':
      return `resumed by ${event.data.by}`
    case 'run.stopping':
      return `stop asked for by ${event.data.by}${event.data.undo ? ', with undo' : ''}`
    case 'run.interrupted':
      return event.data.undone ? 'run stopped and undone' : 'run stopped'
    case 'run.succeeded':
      return 'run succeeded'
    case 'run.failed':
      return `run failed: ${event.data.message} (${event.data.code})`
    case 'run.compensating':
      return event.data.cause === 'failed' ? 'undoing, because the run failed' : 'undoing, because it was stopped'
    case 'letter.buried':
      return `put aside as ${event.data.letterId}: ${event.data.message} (${event.data.code})`
    case 'letter.replayed':
      return `replays ${event.data.letterId}`
    default:
      return undefined
  }
}

function startedWords({ workflow, by, parent, replay }: Extract<RunEvent, { type: 'run.started' }>['data']): string {
  if (parent) return `/${workflow} called by ${parent.nodeId}`
  if (replay) return `/${workflow} replayed from run ${replay.of}, by ${by}`
  return `/${workflow} started by ${by}`
}

function nodeWords(event: RunEvent): string | undefined {
  switch (event.type) {
    case 'node.activated':
      return event.data.compensates ? `activated, to undo ${event.data.compensates.nodeId}` : 'activated'
    case 'node.started':
      return (event.attempt ?? 1) > 1 ? `started, attempt ${event.attempt}` : 'started'
    case 'node.completed':
      return `completed${event.data.port === 'out' ? '' : `, by ${event.data.port}`}${event.data.recorded ? ' (as recorded)' : ''}`
    case 'node.failed':
      return `failed: ${event.data.message} (${event.data.code})${event.data.retryAt === undefined ? '' : ', tried again'}`
    case 'node.retried':
      return `tried again, attempt ${event.attempt ?? 2}`
    case 'node.skipped':
      return `skipped: ${event.data.reason}`
    case 'node.interrupted':
    case 'node.withdrawing':
      return `withdrawn: ${event.data.reason}`
    case 'node.noticed':
      return event.data.message
    case 'file.written':
      return `${event.data.appended ? 'added to' : 'wrote'} ${event.data.path} (${event.data.bytes} bytes)`
    case 'node.compensated':
      return event.data.error
        ? `could not be undone by ${event.data.by}: ${event.data.error.message}`
        : `undone by ${event.data.by}`
    case 'item.started':
      return `item ${event.data.index + 1} started`
    case 'item.ended':
      return `item ${event.data.index + 1} ${event.data.error ? `failed: ${event.data.error.message}` : 'ended'}`
    case 'child.started':
      return `called /${event.data.workflow} as run ${event.data.runId}`
    case 'event.awaited':
      return `waits for ${event.data.events.map((awaited) => awaited.event).join(' or ')}`
    case 'event.emitted':
      return `published ${event.data.event}`
    case 'lock.awaited':
      return `waits for lock ${event.data.lock}`
    case 'lock.taken':
      return `took lock ${event.data.lock}`
    case 'timer.set':
      return `waits until ${event.data.dueAt}`
    default:
      return undefined
  }
}

function personWords(event: RunEvent): string | undefined {
  switch (event.type) {
    case 'approval.requested':
      return `asked for approval: ${event.data.title}`
    case 'approval.decided':
      return `${event.data.decision} by ${event.data.by}${event.data.feedback ? `: ${event.data.feedback}` : ''}`
    case 'input.requested':
      return `asked: ${event.data.title}`
    case 'input.received':
      return `answered by ${event.data.by}`
    case 'approval.expired':
    case 'input.expired':
      return 'nobody answered in time'
    default:
      return undefined
  }
}
