import type { ReceiptEntry } from '#shared/events/run-events.ts'
import { printable } from '../terminal.ts'
import { durationWords } from './duration.ts'

/** What a stop reached and how each thing ended, a line each. */
export function receiptText(receipt: readonly ReceiptEntry[]): string {
  return receipt
    .map(
      ({ what, how, ms, nodeId }) =>
        `  ${nodeId ? `${nodeId}: ` : ''}${printable(what)}  ${printable(how)}  ${durationWords(ms)}\n`,
    )
    .join('')
}
