import { memo } from 'react'
import { textPieces } from '#shared/workflow/edit/expression-spans.ts'
import type { NodeView } from '../model/node-views.ts'

export const NoteNode = memo(function NoteNode({ view }: { readonly view: NodeView }) {
  if (view.face.text === '') return <p className="note-text empty-note">Write it in the inspector</p>
  return (
    <p className="note-text">
      {textPieces(view.face.text).map((piece) =>
        piece.expression ? (
          <span key={piece.at} className="expression">
            {piece.text}
          </span>
        ) : (
          piece.text
        ),
      )}
    </p>
  )
})
