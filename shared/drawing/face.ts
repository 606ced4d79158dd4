import type { Json } from '../json.ts'
import { textPieces } from '../workflow/edit/expression-spans.ts'
import { faceText } from '../workflow/face-text.ts'
import type { KindDescriptor } from '../workflow/kind-descriptor.ts'
import { openingWords, plainLines } from '../workflow/plain-words.ts'
import { BODY, CODE, type Run } from './text.ts'

const MOST_SIGNS = 2_000

/** What the canvas says of a node's body, with what is computed set apart. Notes keep their line breaks. */
export function faceRuns(
  descriptor: Pick<KindDescriptor, 'face' | 'shape'>,
  config: Readonly<Record<string, Json>> | undefined,
): readonly Run[] {
  const whole = faceText(descriptor, config).slice(0, MOST_SIGNS)
  const isCode = descriptor.face?.style === 'code'
  const words = isCode ? whole : openingWords(whole)
  const text = descriptor.shape === 'note' ? plainLines(whole) : words.replace(/\s+/g, ' ').trim()
  const plain = isCode ? CODE : BODY
  return textPieces(text).map((piece) => ({
    text: piece.text,
    font: piece.expression ? CODE : plain,
    expression: piece.expression,
  }))
}
