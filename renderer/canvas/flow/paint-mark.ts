/** The marks of what needs to be seen from far away, 10 px, each with its own shape. */
import type { GlyphState } from '../../glyphs/state-glyph.tsx'

const RADIUS = 5

type Paint = (context: CanvasRenderingContext2D) => void

const cross: Paint = (context) => {
  context.moveTo(-1.8, -1.8)
  context.lineTo(1.8, 1.8)
  context.moveTo(1.8, -1.8)
  context.lineTo(-1.8, 1.8)
}

const arc: Paint = (context) => context.arc(0, 0, 2.4, Math.PI / 2, Math.PI * 1.6)

const bang: Paint = (context) => {
  context.moveTo(0, -2.6)
  context.lineTo(0, 0.6)
  context.moveTo(0, 2.3)
  context.lineTo(0, 2.5)
}

const MARKS: Partial<Record<GlyphState, Paint>> = {
  running: arc,
  streaming: arc,
  retrying: arc,
  failed: cross,
  'needs-approval': bang,
  'needs-answer': bang,
}

/** A diamond for a person, a disc for the rest; nothing for a state that has no mark from there. */
export function paintMark(
  context: CanvasRenderingContext2D,
  glyph: GlyphState,
  x: number,
  y: number,
  ground: string,
  ink: string,
): void {
  const mark = MARKS[glyph]
  if (!mark) return
  context.save()
  context.translate(x, y)
  context.fillStyle = ground
  context.beginPath()
  if (mark === bang) {
    context.moveTo(0, -RADIUS - 1)
    context.lineTo(RADIUS + 1, 0)
    context.lineTo(0, RADIUS + 1)
    context.lineTo(-RADIUS - 1, 0)
  } else context.arc(0, 0, RADIUS, 0, Math.PI * 2)
  context.fill()
  context.beginPath()
  mark(context)
  context.strokeStyle = ink
  context.lineWidth = 1.4
  context.lineCap = 'round'
  context.stroke()
  context.restore()
}
