/** What a program wrote, as text. Bytes that are not UTF-8 become U+FFFD, and the place of the first is told. */

export interface Decoded {
  readonly text: string
  /** How many times U+FFFD stands for something that was not UTF-8. */
  readonly replaced: number
  /** Of the first such byte, from 0. */
  readonly firstAt: number
  /** Its line, from 1. */
  readonly line: number
}

export function decodeOutput(bytes: Uint8Array): Decoded {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const text = buffer.toString('utf8')
  const again = Buffer.from(text, 'utf8')
  if (again.equals(buffer)) return { text, replaced: 0, firstAt: -1, line: 0 }
  const firstAt = firstDifference(buffer, again)
  return {
    text,
    // A program may write U+FFFD itself; those were there before.
    replaced: count(again, REPLACEMENT) - count(buffer, REPLACEMENT),
    firstAt,
    line: count(buffer.subarray(0, firstAt), NEWLINE) + 1,
  }
}

export function notUtf8(what: string, { replaced, firstAt, line }: Decoded): string {
  const places = replaced === 1 ? 'one place' : `${replaced.toLocaleString('en-US')} places`
  return `${what} is not UTF-8 in ${places}, first at byte ${firstAt.toLocaleString('en-US')} (line ${line.toLocaleString('en-US')}): shown as �.`
}

const REPLACEMENT = Buffer.from('\uFFFD', 'utf8')
const NEWLINE = Buffer.from('\n')

function firstDifference(one: Buffer, other: Buffer): number {
  let at = 0
  while (at < one.length && one[at] === other[at]) at += 1
  return at
}

function count(buffer: Buffer, part: Buffer): number {
  let found = 0
  for (let at = buffer.indexOf(part); at >= 0; at = buffer.indexOf(part, at + part.length)) found += 1
  return found
}
