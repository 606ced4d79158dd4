import type { RunEvent } from '#shared/events/event.ts'
import { eventWords } from '#shared/events/event-words.ts'
import { executionKey } from '#shared/state/run-state.ts'
import { printable, type Terminal } from '../terminal.ts'
import { table } from './table.ts'

/** A causal chain, a line an event: when, in which run (where it changes), on which node, what happened. */
export function chainText(chain: readonly RunEvent[], terminal: Terminal): string {
  let run = ''
  const rows = chain.map((event) => {
    const isNew = event.runId !== run
    run = event.runId
    return [
      timeOf(event.at),
      isNew ? event.runId : '',
      String(event.seq),
      event.nodeId === undefined ? '' : executionKey(event.path, event.nodeId),
      printable(eventWords(event)),
    ]
  })
  return table(['time', 'run', 'seq', 'node', 'what happened'], rows, terminal)
}

/** With the day only where it is not today. */
function timeOf(iso: string): string {
  const at = new Date(iso)
  const time = `${at.toLocaleTimeString('en-GB')}.${String(at.getMilliseconds()).padStart(3, '0')}`
  return at.toDateString() === new Date().toDateString() ? time : `${iso.slice(0, 10)} ${time}`
}
