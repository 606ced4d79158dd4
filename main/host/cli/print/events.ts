import type { RunEvent } from '#shared/events/event.ts'
import type { Terminal } from '../terminal.ts'
import type { Printer } from './printer.ts'

/** `--json`: one envelope a line, and nothing else. */
export function eventPrinter(terminal: Terminal): Printer {
  const print = (event: RunEvent): void => terminal.out(`${JSON.stringify(event)}\n`)
  return { event: print, childEvent: print, pause: () => () => {} }
}
