import { inlinePieces } from '../model/inline-marks.ts'

/** The question, with commands and paths in it set as what they are. */
export function CardTitle({ text }: { readonly text: string }) {
  return (
    <p className="card-title">
      {inlinePieces(text).map((piece) => (piece.code ? <code key={piece.at}>{piece.text}</code> : piece.text))}
    </p>
  )
}
