/** A path as an expression writes it, and back: `nodes.diff.files[0].name`. */
import type { Step } from './known.ts'

const PLAIN_NAME = /^[A-Za-z_]\w*$/
/** Words of JSONata, which a name must not be without backticks. */
const WORDS: ReadonlySet<string> = new Set(['and', 'or', 'in', 'true', 'false', 'null', 'function'])

export function referenceText(path: readonly Step[]): string {
  let text = ''
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`
    else text += `${text === '' ? '' : '.'}${nameText(step)}`
  }
  return text
}

/** A name that is no plain word stands in backticks; JSONata cannot write one that holds a backtick itself. */
export function nameText(name: string): string {
  if (PLAIN_NAME.test(name) && !WORDS.has(name)) return name
  return `\`${name}\``
}

export interface PathBefore {
  /** What stands before the last dot, with the scope's own prefix (`$$.`) taken off; empty at the beginning of a name. */
  readonly path: readonly Step[]
  /** The part of a name that has been typed. */
  readonly typed: string
  /** Where that begins. */
  readonly from: number
  /** A dot stands before it. */
  readonly behindDot: boolean
}

const NAME = '(?:[A-Za-z_]\\w*|`[^`]*`)'
const PLACE = '(?:\\[\\s*-?\\d*\\s*\\])'
const BEFORE = new RegExp(`(?:^|[^\\w.$\`\\])])(\\$\\$\\.)?((?:${NAME}${PLACE}*\\.)*)(\`[^\`]*|[A-Za-z_]\\w*)?$`)
const STEPS = new RegExp(`(${NAME})|\\[\\s*(-?\\d*)\\s*\\]`, 'g')

/** The path that the caret stands at the end of, from the text of the expression before it; undefined where it is in no path. */
export function pathBefore(text: string): PathBefore | undefined {
  const match = BEFORE.exec(text)
  if (!match) return undefined
  const [, prefix = '', steps = '', name = ''] = match
  const typed = name.startsWith('`') ? name.slice(1) : name
  return { path: stepsOf(steps), typed, from: text.length - name.length, behindDot: steps !== '' || prefix !== '' }
}

const MARK =
  /(\$\$\.)?((?:[A-Za-z_]\w*|`[^`]*`)(?:\[\s*-?\d*\s*\])*(?:\.(?:[A-Za-z_]\w*|`[^`]*`)(?:\[\s*-?\d*\s*\])*)*)/g

/** The whole path around a place in an expression, for what a hover names. */
export function pathAround(text: string, at: number): readonly Step[] | undefined {
  for (const match of text.matchAll(MARK)) {
    const end = match.index + match[0].length
    if (match.index <= at && at <= end) return stepsOf(match[2] ?? '')
  }
  return undefined
}

function stepsOf(text: string): readonly Step[] {
  return [...text.matchAll(STEPS)].flatMap(([, name, place]): Step[] => {
    if (name !== undefined) return [name.startsWith('`') ? name.slice(1, -1) : name]
    // A predicate that is no number keeps what it filters a list.
    return place === undefined || place === '' ? [] : [Number(place)]
  })
}
