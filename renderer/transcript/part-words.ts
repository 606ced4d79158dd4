/** What a run runs of its command, where that is not all of it, beside the line that called it. */
import type { RunPart } from './transcript-of.ts'

export function partWords({ from, until, isReplay, isTry }: RunPart, titled: (nodeId: string) => string): string {
  if (from !== undefined && from === until) return `${titled(from)} alone, the rest as recorded`
  const upTo = until === undefined ? '' : ` up to ${titled(until)}`
  if (from !== undefined) return `from ${titled(from)}${upTo || ' on'}, what comes before as recorded`
  if (isReplay) return `once more${upTo}`
  return isTry ? 'a try of the draft' : ''
}
