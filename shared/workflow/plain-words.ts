/** Markdown as the words of one line: for faces and lists, where its marks would be noise. Expressions stay as they are. */

const EXPRESSION = /\\?\{\{[\s\S]*?\}\}/g
/** Stands for an expression while marks are taken off, so that none of them inside it goes too. */
const KEPT = '\u0000'
const END = /[.!?:;,…]$/

/** The body's words; where there is nothing but headings, those. Items of a list are set apart by commas. */
export function plainWords(markdown: string): string {
  return besideExpressions(markdown, wordsOf)
}

/** A line for each of its own, as a note is read where nothing sets its Markdown: items keep a dot or their number. */
export function plainLines(markdown: string): string {
  return besideExpressions(markdown, (text) =>
    text
      .replace(/^[^\S\n]*(```|~~~).*\n?/gm, '')
      .split('\n')
      .map((line) => (/^\s*(?:[-*+]|\d+[.)])\s+/.exec(line)?.[0] ?? '').replace(/[-*+]/, '•') + lineWords(line).text)
      .join('\n')
      .trim(),
  )
}

function besideExpressions(markdown: string, plain: (text: string) => string): string {
  const expressions = markdown.match(EXPRESSION) ?? []
  let index = 0
  return plain(markdown.replace(EXPRESSION, KEPT)).replaceAll(KEPT, () => expressions[index++] ?? '')
}

/** The first paragraph of a prompt that says something by itself; what only puts in values follows where there is none. */
export function openingWords(prompt: string): string {
  const paragraphs = prompt.split(/\n\s*\n/).map((text) => text.trim())
  const says = (text: string) => /[\p{L}\p{N}]/u.test(text.replace(EXPRESSION, '')) && !/^#{1,6}\s[^\n]*$/.test(text)
  const opening = paragraphs.find(says)
  if (opening === undefined) return plainWords(prompt)
  const lines = opening.split('\n')
  // A line that is one expression is data for the model, not what it is told.
  const told = lines.filter((line, at) => at === 0 || /[\p{L}\p{N}]/u.test(line.replace(EXPRESSION, '')))
  return plainWords(told.join('\n'))
}

function wordsOf(markdown: string): string {
  const lines = markdown.replace(/^\s*(```|~~~).*$/gm, '').split('\n')
  const body = lines.filter((line) => !/^\s*(#{1,6}\s|([-*_]\s*){3,}$|\|?[\s:|-]*-[\s:|-]*\|[\s:|-]*$)/.test(line))
  const kept = body.some((line) => line.trim() !== '') ? body : lines
  return kept.map(lineWords).reduce(joined, '').replace(/\s+/g, ' ').trim()
}

interface Line {
  readonly text: string
  readonly item: boolean
}

function lineWords(line: string): Line {
  const item = /^\s*(?:[-*+]|\d+[.)])\s+(?:\[[ xX]\]\s+)?/
  const text = line
    .replace(/^\s*(?:>\s?)+/, '')
    .replace(item, '')
    .replace(/^\s*#{1,6}\s+/, '')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/<\/?[a-zA-Z][^>\n]*>/g, '')
    .replace(/`([^`]*)`/g, '$1')
    .replace(/(\*\*|__|~~)(?=\S)(.*?\S)\1/g, '$2')
    .replace(/(^|[\s(])([*_])(?=\S)([^*_\n]*\S)\2(?=$|[\s).,;:!?])/g, '$1$3')
    .replace(/\s*\|\s*/g, ' ')
    .trim()
  return { text, item: item.test(line) }
}

function joined(before: string, { text, item }: Line): string {
  if (text === '' || before === '') return before + text
  return `${before}${item && !END.test(before) ? ',' : ''} ${text}`
}
