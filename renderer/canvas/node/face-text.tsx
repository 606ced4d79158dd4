import { memo } from 'react'
import type { Deadline } from '#shared/state/deadline.ts'
import { textPieces } from '#shared/workflow/edit/expression-spans.ts'
import { useNow } from '../../glyphs/time.ts'
import { leftWords } from '../../glyphs/waiting-words.ts'
import type { Face } from '../model/face.ts'

/** It ticks by itself, so that the rest of the node stands still. */
function TimeLeft({ deadline }: { readonly deadline: Deadline }) {
  const now = useNow(true, 1_000)
  return (
    <>
      {' '}
      <span className="time-left">{leftWords(deadline, now)}.</span>
    </>
  )
}

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
      {face.deadline && <TimeLeft deadline={face.deadline} />}
      {face.code && (
        <>
          {' '}
          <code>{face.code}</code>
        </>
      )}
    </p>
  )
})
