/** Values as JavaScript that a person reads: short ones on a line, long ones over several. */

/** Code that stands as it is. */
export class Code {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/** What can be written: undefined fields are left out. */
export type Written =
  | Code
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly Written[]
  | { readonly [key: string]: Written }

const WIDTH = 110
const NAME = /^[A-Za-z_$][\w$]*$/

/** `indent`: that of the line that the value begins on. */
export function codeText(value: Written, indent = ''): string {
  const short = onOneLine(value)
  if (short !== undefined && indent.length + short.length <= WIDTH) return short
  const inner = `${indent}  `
  if (value instanceof Code) return value.text.replaceAll('\n', `\n${indent}`)
  if (Array.isArray(value)) {
    const items = (value as readonly Written[]).map((item) => `${inner}${codeText(item, inner)},\n`)
    return `[\n${items.join('')}${indent}]`
  }
  if (typeof value === 'object' && value !== null) {
    const fields = fieldsOf(value as { readonly [key: string]: Written })
    return `{\n${fields.map(([key, field]) => `${inner}${fieldText(key, codeText(field, inner))},\n`).join('')}${indent}}`
  }
  return short ?? 'undefined'
}

function onOneLine(value: Written): string | undefined {
  if (value instanceof Code) return value.text.includes('\n') ? undefined : value.text
  if (typeof value === 'string') return stringText(value)
  if (typeof value !== 'object' || value === null) return String(value)
  const parts = Array.isArray(value)
    ? (value as readonly Written[]).map(onOneLine)
    : fieldsOf(value as { readonly [key: string]: Written }).map(([key, field]) => {
        const text = onOneLine(field)
        return text === undefined ? undefined : fieldText(key, text)
      })
  if (parts.some((part) => part === undefined)) return undefined
  if (Array.isArray(value)) return `[${parts.join(', ')}]`
  return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`
}

function fieldsOf(value: { readonly [key: string]: Written }): (readonly [string, Written])[] {
  return Object.entries(value).filter(([, field]) => field !== undefined)
}

/** A computed key: `__proto__: x` would set the prototype instead of a field. */
/** The key `...` spreads what stands behind it. */
function fieldText(key: string, text: string): string {
  return key === '...' ? `...${text}` : `${keyText(key)}: ${text}`
}

function keyText(key: string): string {
  if (key === '__proto__') return "['__proto__']"
  return NAME.test(key) || /^(0|[1-9]\d{0,14})$/.test(key) ? key : stringText(key)
}

/** Also safe inside a script: no line separators, which older parsers end a line at. */
export function stringText(text: string): string {
  const json = JSON.stringify(text).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')
  return `'${json.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
}

/** For a comment line: it must not end the comment. */
export function commentText(text: string): string {
  return text.replaceAll('*/', '*\u200b/').replace(/\s+/g, ' ').trim()
}
