/** Rows under headings, fitted to the width: the last columns that hold prose wrap, none is cut. */
import { printable, type Terminal } from '../terminal.ts'

const GAP = 2
const NARROWEST = 12
const LONGEST_WORD = 32

/** Each row has a cell for every column. */
export function table(columns: readonly string[], rows: readonly (readonly string[])[], terminal: Terminal): string {
  const cells = rows.map((row) => row.map((cell) => printable(cell).trim()))
  const natural = columns.map((column, index) =>
    Math.max(column.length, ...cells.map((row) => longestLine(row[index] ?? ''))),
  )
  const least = columns.map((_, index) => Math.max(NARROWEST, ...cells.map((row) => longestWord(row[index] ?? ''))))
  const widths = fitted(natural, least, terminal.width - GAP * (columns.length - 1))
  const lines = [
    terminal.paint('grey', rowLines(columns, widths).join('\n')),
    ...cells.flatMap((row) => rowLines(row, widths)),
  ]
  return `${lines.join('\n')}\n`
}

function longestLine(text: string): number {
  return Math.max(...text.split('\n').map((line) => line.length))
}

/** An id stays in one piece, so that it can be copied; a longer word is broken. */
function longestWord(text: string): number {
  const words = text.split(/\s+/).map((word) => word.length)
  return Math.max(NARROWEST, ...words.filter((length) => length <= LONGEST_WORD))
}

/** Takes from the widest until all fit, and from none more than `least`. */
function fitted(natural: readonly number[], least: readonly number[], available: number): readonly number[] {
  const widths = [...natural]
  let excess = widths.reduce((sum, width) => sum + width, 0) - available
  while (excess > 0) {
    const roomy = widths.map((width, index) => (width > (least[index] ?? NARROWEST) ? width : 0))
    const width = Math.max(...roomy)
    if (width === 0) break
    const widest = roomy.indexOf(width)
    const next = Math.max(
      least[widest] ?? NARROWEST,
      width - excess,
      ...roomy.filter((_, index) => index !== widest).map((other) => Math.min(other, width - 1)),
    )
    excess -= width - next
    widths[widest] = next
  }
  return widths
}

function rowLines(cells: readonly string[], widths: readonly number[]): string[] {
  const wrapped = cells.map((cell, index) => wrap(cell, widths[index] ?? NARROWEST))
  const height = Math.max(...wrapped.map((lines) => lines.length))
  return Array.from({ length: height }, (_, line) =>
    wrapped
      .map((lines, index) => (lines[line] ?? '').padEnd(widths[index] ?? 0))
      .join(' '.repeat(GAP))
      .trimEnd(),
  )
}

function wrap(text: string, width: number): string[] {
  return text.split('\n').flatMap((line) => wrapLine(line, width))
}

function wrapLine(line: string, width: number): string[] {
  const lines: string[] = []
  let rest = line
  while (rest.length > width) {
    const blank = rest.lastIndexOf(' ', width)
    const end = blank > 0 ? blank : width
    lines.push(rest.slice(0, end))
    rest = rest.slice(end).trimStart()
  }
  return [...lines, rest]
}
