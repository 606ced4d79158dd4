import { inlinePieces } from './inline-marks.ts'

/** A sentence with the commands and paths in it set as what they are. */
export function InlineText({ text }: { readonly text: string }) {
  return inlinePieces(text).map((piece) =>
    piece.code ? (
      <code key={piece.at} className="inline-code">
        {piece.text}
      </code>
    ) : (
      piece.text
    ),
  )
}
