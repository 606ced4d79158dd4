/** Elements of a picture as text. Nothing from a workflow is written without being escaped. */
import { type Font, type Run, widthOf } from './text.ts'

type Attributes = Readonly<Record<string, string | number | undefined>>

export function element(tag: string, attributes: Attributes, ...children: readonly string[]): string {
  const written = Object.entries(attributes).flatMap(([name, value]) =>
    value === undefined ? [] : [` ${name}="${escaped(typeof value === 'number' ? rounded(value) : value)}"`],
  )
  return children.length === 0
    ? `<${tag}${written.join('')}/>`
    : `<${tag}${written.join('')}>${children.join('')}</${tag}>`
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must go
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g
const HALF_OF_A_PAIR = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/** Control characters have no place in XML, escaped or not. */
export const escaped = (text: string): string =>
  text
    .replace(CONTROL, '')
    .replace(HALF_OF_A_PAIR, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')

export const rounded = (value: number): string => String(Math.round(value * 100) / 100)

const FAMILIES = {
  sans: "'Inter Variable', Inter, system-ui, -apple-system, 'Segoe UI', sans-serif",
  mono: "'JetBrains Mono Variable', 'JetBrains Mono', ui-monospace, Menlo, Consolas, monospace",
} as const

export interface TextPlace {
  readonly x: number
  /** Of the baseline. */
  readonly y: number
  readonly fill: string
  readonly anchor?: 'middle' | 'end'
  readonly struck?: boolean
}

/** As wide as it was counted, whatever font the reader has: text never runs out of its box. */
export function textElement(text: string, font: Font, { x, y, fill, anchor, struck }: TextPlace): string {
  const shown = text.trimEnd()
  if (shown === '') return ''
  return element(
    'text',
    {
      x,
      y,
      fill,
      'font-family': FAMILIES[font.family],
      'font-size': font.size,
      'font-weight': font.weight === 400 ? undefined : font.weight,
      // As in the window: -- stays two signs.
      'font-variant-ligatures': font.family === 'mono' ? 'none' : undefined,
      'text-anchor': anchor,
      'text-decoration': struck ? 'line-through' : undefined,
      textLength: widthOf(shown, font),
      lengthAdjust: 'spacingAndGlyphs',
      'xml:space': 'preserve',
    },
    escaped(shown),
  )
}

export function lineElements(line: readonly Run[], place: TextPlace, expression: string): string {
  let { x } = place
  return line
    .map((run) => {
      const drawn = textElement(run.text, run.font, { ...place, x, fill: run.expression ? expression : place.fill })
      x += widthOf(run.text, run.font)
      return drawn
    })
    .join('')
}
