/**
 * How wide text is, and what of it fits, without a browser. Inter's advance widths stand here for the letters of ASCII; every
 * other sign counts as an average one, and is drawn no wider than it was counted.
 */

export type Weight = 400 | 500 | 600

export interface Font {
  readonly family: 'sans' | 'mono'
  readonly size: number
  readonly weight: Weight
}

export const TITLE: Font = { family: 'sans', size: 12, weight: 600 }
export const BODY: Font = { family: 'sans', size: 12, weight: 400 }
export const SMALL: Font = { family: 'sans', size: 11, weight: 400 }
export const LABEL: Font = { family: 'sans', size: 11, weight: 500 }
export const TINY: Font = { family: 'sans', size: 10, weight: 500 }
export const CODE: Font = { family: 'mono', size: 11, weight: 400 }

/** In thousandths of the size, from the blank on. */
const ADVANCES: Readonly<Record<Weight, readonly number[]>> = {
  400: [
    281, 288, 466, 633, 642, 982, 644, 300, 365, 365, 501, 662, 288, 460, 288, 360, 631, 407, 610, 618, 646, 593, 620,
    566, 619, 620, 288, 302, 662, 662, 662, 511, 966, 690, 654, 730, 722, 601, 590, 746, 743, 269, 571, 672, 565, 903,
    753, 765, 639, 765, 644, 642, 646, 744, 690, 985, 682, 679, 629, 365, 360, 365, 471, 456, 323, 562, 612, 571, 612,
    583, 370, 613, 591, 242, 242, 549, 242, 876, 591, 600, 612, 612, 376, 528, 327, 591, 562, 818, 546, 562, 552, 426,
    333, 426, 662,
  ],
  500: [
    267, 304, 494, 639, 646, 993, 653, 313, 369, 369, 521, 667, 303, 462, 303, 370, 646, 415, 616, 627, 656, 603, 630,
    571, 629, 630, 303, 315, 667, 667, 667, 527, 982, 709, 657, 733, 722, 603, 589, 748, 745, 272, 575, 688, 565, 913,
    756, 767, 642, 769, 648, 646, 653, 740, 709, 1003, 701, 696, 641, 369, 370, 369, 477, 463, 337, 568, 618, 577, 618,
    587, 379, 620, 602, 252, 252, 559, 252, 888, 602, 604, 618, 618, 387, 539, 340, 602, 575, 829, 557, 575, 559, 440,
    346, 440, 667,
  ],
  600: [
    252, 321, 523, 644, 650, 1004, 663, 326, 373, 373, 540, 673, 319, 465, 319, 379, 660, 423, 623, 636, 666, 612, 640,
    576, 640, 640, 319, 329, 673, 673, 673, 543, 999, 728, 659, 737, 722, 605, 588, 749, 746, 277, 580, 703, 565, 922,
    759, 769, 645, 773, 652, 650, 660, 736, 728, 1020, 720, 713, 652, 373, 379, 373, 481, 469, 351, 574, 624, 583, 624,
    591, 389, 625, 612, 262, 262, 569, 262, 900, 612, 609, 624, 624, 397, 549, 353, 612, 587, 839, 569, 588, 566, 455,
    359, 455, 673,
  ],
}
const FIRST = 32
const ELLIPSIS = '…'
const ELLIPSIS_ADVANCE = 864
const OTHER_ADVANCE = 620
/** Chinese, Japanese, Korean and pictures are as wide as they are high. */
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\u{1f300}-\u{1faff}]/u
const MONO_ADVANCE = 600
/** Code stands closer, as the look says. */
const MONO_TRACKING = -0.03

/** Pixels. */
export function widthOf(text: string, { family, size, weight }: Font): number {
  let thousandths = 0
  for (const sign of text) {
    if (WIDE.test(sign)) thousandths += 1_000
    else if (family === 'mono') thousandths += MONO_ADVANCE
    else if (sign === ELLIPSIS) thousandths += ELLIPSIS_ADVANCE
    else thousandths += ADVANCES[weight][sign.charCodeAt(0) - FIRST] ?? OTHER_ADVANCE
  }
  const tracking = family === 'mono' ? [...text].length * MONO_TRACKING * size : 0
  return (thousandths * size) / 1_000 + tracking
}

/** The text, or as much of it as fits with an ellipsis behind it. */
export function cut(text: string, width: number, font: Font): string {
  if (widthOf(text, font) <= width) return text
  const signs = [...text]
  while (signs.length > 0 && widthOf(signs.join('') + ELLIPSIS, font) > width) signs.pop()
  return signs.length === 0 ? '' : signs.join('').trimEnd() + ELLIPSIS
}

/** A text in one font and colour. */
export interface Run {
  readonly text: string
  readonly font: Font
  /** What is computed is set apart. */
  readonly expression: boolean
}

/** Lines of runs that are no wider than `width`; the last of `most` says by an ellipsis that there is more. */
export function wrap(runs: readonly Run[], width: number, most: number): readonly (readonly Run[])[] {
  const lines: Run[][] = [[]]
  let used = 0
  const words = runs.flatMap((run) => wordsOf(run, width))
  for (const word of words) {
    if (word === BREAK) {
      lines.push([])
      used = 0
      continue
    }
    const needs = widthOf(word.text, word.font)
    if (used > 0 && used + widthOf(word.text.trimEnd(), word.font) > width) {
      lines.push([])
      used = 0
    }
    if (used === 0 && word.text.trim() === '') continue
    lines.at(-1)?.push(word)
    used += needs
  }
  if (lines.length <= most) return lines.map(joined)
  return [...lines.slice(0, most - 1).map(joined), cutRuns(joined(lines.slice(most - 1).flat()), width)]
}

const BREAK = 'break'

/** Words with the blank behind them, and pieces of those that are longer than a line. */
function wordsOf(run: Run, width: number): readonly (Run | typeof BREAK)[] {
  return run.text
    .split('\n')
    .flatMap((line, index) => [
      ...(index > 0 ? ([BREAK] as const) : []),
      ...(line.match(/\S+\s*|\s+/g) ?? []).flatMap((text) => pieces({ ...run, text }, width)),
    ])
}

function pieces(word: Run, width: number): readonly Run[] {
  if (widthOf(word.text.trimEnd(), word.font) <= width) return [word]
  const found: Run[] = []
  let piece = ''
  for (const sign of word.text) {
    if (piece !== '' && widthOf(piece + sign, word.font) > width) {
      found.push({ ...word, text: piece })
      piece = ''
    }
    piece += sign
  }
  return [...found, { ...word, text: piece }]
}

function joined(line: readonly Run[]): readonly Run[] {
  const runs: Run[] = []
  for (const run of line) {
    const before = runs.at(-1)
    if (before && before.font === run.font && before.expression === run.expression)
      runs[runs.length - 1] = { ...before, text: before.text + run.text }
    else runs.push(run)
  }
  return runs
}

/** More than fits on a line: as much of it as there is room for. */
function cutRuns(line: readonly Run[], width: number): readonly Run[] {
  const kept: Run[] = []
  let used = 0
  for (const run of line) {
    const needs = widthOf(run.text, run.font)
    if (used + needs + widthOf(ELLIPSIS, run.font) <= width) {
      kept.push(run)
      used += needs
      continue
    }
    const text = cut(run.text.trimEnd() + ELLIPSIS + ELLIPSIS, width - used, run.font)
    return text === '' ? kept : [...kept, { ...run, text }]
  }
  return kept
}
