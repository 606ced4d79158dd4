/**
 * What an expression reads that is names, numbers and texts, joined by operators: `nodes.list.count + 1`,
 * `args.depth = "deep" and nodes.ok.value`. Told by the text alone, since JSONata's parser costs many times as much and a large
 * file has a thousand of them. Whatever it accepts JSONata accepts too, and reads the same in it; a property test holds it to that.
 */
import { namesIn } from './expression-tree.ts'

const BLANKS = String.raw`[ \t\r\n]*`
const NAMES = String.raw`[a-zA-Z_]\w*(?:\.[a-zA-Z_]\w*)*`
const NUMBER = String.raw`(?:0|[1-9]\d{0,14})(?:\.\d{1,15})?(?!\w|\.)`
/** Without a backslash, so that where it ends can be seen. */
const TEXT = String.raw`"[^"\\]*"|'[^'\\]*'`
const OPERAND = new RegExp(`${BLANKS}(?:(${NAMES})|${NUMBER}|${TEXT})${BLANKS}`, 'y')
/** Without `/`, which may begin a pattern or a comment, and without what stands for a name elsewhere. */
const OPERATOR = /(?:[-+&=<>]|!=|<=|>=)|(?:and|or|in)(?=[ \t\r\n])/y

const LITERALS: ReadonlySet<string> = new Set(['true', 'false', 'null'])

/** The paths that are read, in the order of the text; undefined for anything else, also where only JSONata can tell. */
export function joinedReads(source: string): readonly (readonly string[])[] | undefined {
  const reads: (readonly string[])[] = []
  for (let at = 0; ; ) {
    OPERAND.lastIndex = at
    const operand = OPERAND.exec(source)
    if (!operand) return undefined
    const [all, written] = operand
    if (written !== undefined && !LITERALS.has(written)) {
      const names = namesIn(written)
      if (!names) return undefined
      reads.push(names)
    }
    at += all.length
    if (at === source.length) return reads
    OPERATOR.lastIndex = at
    const operator = OPERATOR.exec(source)
    if (!operator) return undefined
    at += operator[0].length
  }
}
