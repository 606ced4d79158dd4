import { memo } from 'react'
import { textPieces } from '../edit/expression-spans.ts'
import type { Face } from '../model/face.ts'

/** What a node says of itself, in as many lines as it has room for; expressions stand out. */
export const FaceText = memo(function FaceText({ face, lines }: { readonly face: Face; readonly lines: number }) {
  if (lines === 0) return null
  return (
    <p className={`face ${face.style} tone-${face.tone}`} style={{ WebkitLineClamp: lines, height: lines * 16 }}>
      {textPieces(face.text).map((piece) =>
        piece.expression ? (
          <span key={piece.at} className="expression">
            {piece.text}
          </span>
        ) : (
          piece.text
        ),
      )}
      {face.code && (
        <>
          {' '}
          <code>{face.code}</code>
        </>
      )}
    </p>
  )
})
