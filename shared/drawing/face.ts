import type { Json } from '../json.ts'
import { textPieces } from '../workflow/edit/expression-spans.ts'
import { faceText } from '../workflow/face-text.ts'
import type { KindDescriptor } from '../workflow/kind-descriptor.ts'
import { BODY, CODE, type Run } from './text.ts'

const MOST_SIGNS = 2_000

/** The text of a node's body, with what is computed set apart. Notes keep their line breaks. */
export function faceRuns(
  descriptor: Pick<KindDescriptor, 'face' | 'shape'>,
  config: Readonly<Record<string, Json>> | undefined,
): readonly Run[] {
  const whole = faceText(descriptor, config).slice(0, MOST_SIGNS)
  const text = descriptor.shape === 'note' ? whole : whole.replace(/\s+/g, ' ').trim()
  const plain = descriptor.face?.style === 'code' ? CODE : BODY
  return textPieces(text).map((piece) => ({
    text: piece.text,
    font: piece.expression ? CODE : plain,
    expression: piece.expression,
  }))
}
