/**
 * How many lines a text takes, without laying it out: nodes get their sizes before they are drawn, so that the canvas
 * need not measure thousands of them.
 */

export type MeasureWidth = (text: string, font: string) => number

const BODY_FONT = "12px 'Inter Variable', system-ui, sans-serif"

const widths = new Map<string, number>()
let context: CanvasRenderingContext2D | null | undefined

const browserWidth: MeasureWidth = (text, font) => {
  context ??= typeof document === 'undefined' ? null : document.createElement('canvas').getContext('2d')
  if (!context) return text.length * 6.2
  const key = `${font}|${text}`
  const known = widths.get(key)
  if (known !== undefined) return known
  context.font = font
  const width = context.measureText(text).width
  if (widths.size > 20_000) widths.clear()
  widths.set(key, width)
  return width
}

/** Widths measured before the fonts arrived are wrong. */
export function forgetWidths(): void {
  widths.clear()
}

/** Lines of a text in `width` px, no more than `most`. Breaks at blanks, and within words that are too long for a line. */
export function lineCount(
  text: string,
  width: number,
  most: number,
  measure: MeasureWidth = browserWidth,
  font = BODY_FONT,
): number {
  let lines = 0
  for (const paragraph of text.split('\n')) {
    lines += paragraphLines(paragraph, width, most - lines, measure, font)
    if (lines >= most) return most
  }
  return lines
}

function paragraphLines(text: string, width: number, most: number, measure: MeasureWidth, font: string): number {
  const blank = measure(' ', font)
  let lines = 1
  let used = 0
  for (const word of text.split(' ')) {
    const needs = measure(word, font)
    if (used > 0 && used + blank + needs > width) {
      lines += 1
      used = 0
    }
    if (lines >= most && used > 0) continue
    const over = Math.floor(needs / width)
    lines += over
    used = over > 0 ? needs - over * width : used + (used > 0 ? blank : 0) + needs
    if (lines >= most) return most
  }
  return lines
}
