import { describe, expect, it } from 'vitest'
import { decodeOutput, notUtf8 } from '#main/nodes/shell/decode-output.ts'

describe('what a program wrote', () => {
  it('is text where it is UTF-8, also with a byte order mark or U+FFFD in it', () => {
    const bytes = Buffer.from('\uFEFFgrün \uFFFD\n')

    expect(decodeOutput(bytes)).toEqual({ text: '\uFEFFgrün \uFFFD\n', replaced: 0, firstAt: -1, line: 0 })
  })

  it('tells how much is not UTF-8, and where that begins', () => {
    const decoded = decodeOutput(
      Buffer.concat([
        Buffer.from('one\ntwo \uFFFD '),
        Buffer.from([0xe9]),
        Buffer.from(' three '),
        Buffer.from([0xff]),
      ]),
    )

    expect(decoded).toEqual({ text: 'one\ntwo \uFFFD \uFFFD three \uFFFD', replaced: 2, firstAt: 12, line: 2 })
    expect(notUtf8('The output', decoded)).toBe(
      'The output is not UTF-8 in 2 places, first at byte 12 (line 2): shown as �.',
    )
  })
})
