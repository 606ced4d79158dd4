/** Text that is still being written, with its `code` set apart and its other marks taken off. */

export interface InlinePiece {
  readonly text: string
  readonly code: boolean
  /** Where it stands. */
  readonly at: number
}

export function inlinePieces(text: string): readonly InlinePiece[] {
  const pieces: InlinePiece[] = []
  const parts = text.replace(/^#{1,6}\s+|\*\*/gm, '').split('`')
  let at = 0
  for (const [index, part] of parts.entries()) {
    if (part !== '') pieces.push({ text: part, code: index % 2 === 1, at })
    at += part.length + 1
  }
  return pieces
}
