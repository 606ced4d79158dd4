import { describe, expect, it } from 'vitest'
import { liveText } from '#main/nodes/shell/live-text.ts'

const redact = (text: string): string => text.replaceAll('s3cret', '[token]')

function passed(redaction: Parameters<typeof liveText>[1], pieces: readonly string[]): readonly string[] {
  const seen: string[] = []
  const live = liveText((_, text) => seen.push(text), redaction)
  for (const piece of pieces) live.add('stdout', piece)
  live.end()
  return seen
}

describe('live output', () => {
  it('is passed on as it comes', () => {
    expect(passed(null, ['a', 'b\nc'])).toEqual(['a', 'b\nc'])
  })

  it('is passed on in whole lines where the program was given a secret, so that none is seen in halves', () => {
    expect(passed({ redact, byLine: true }, ['key=s3', 'cret\nand ', 's3c', 'ret'])).toEqual([
      'key=[token]\n',
      'and [token]',
    ])
  })

  it('waits for the end where a secret has lines itself', () => {
    expect(passed({ redact, byLine: false }, ['key=s3cret\n'])).toEqual([])
  })
})
