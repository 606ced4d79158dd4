import type { ReceiptEntry } from '#shared/events/run-events.ts'
import { titleOfNode } from '#shared/workflow/title-of-node.ts'
import { printable } from '../terminal.ts'
import { durationWords } from './duration.ts'

/** What a stop reached and how each thing ended, a line each. */
export function receiptText(receipt: readonly ReceiptEntry[]): string {
  return receipt
    .map(({ what, how, ms, nodeId }) => {
      // A node without a title is called by its id already.
      const isNode = nodeId === undefined || what === titleOfNode({ id: nodeId })
      const name = isNode ? (nodeId ?? what) : `${nodeId}: ${what}`
      return `  ${printable(name)}  ${printable(how)}  ${durationWords(ms)}\n`
    })
    .join('')
}
