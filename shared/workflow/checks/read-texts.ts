/** The texts of a config that hold expressions, and what each of them reads. */
import type { Json } from '../../json.ts'
import { compiledOnce } from '../compiled-once.ts'
import { mergeReferences } from '../evaluate.ts'
import { ExpressionError } from '../expression-error.ts'
import type { References } from '../expression-references.ts'
import type { GraphNode } from '../graph.ts'
import type { Problem } from '../problem.ts'
import { parseTemplate } from '../template.ts'
import type { CheckContext } from './check-context.ts'
import { expressionProblem } from './expression-field.ts'
import { setAt } from './fixes.ts'

const KEPT_TEXTS = 50_000

type Path = readonly (string | number)[]

/** `path`: of the value, from the node. */
export function textsIn(value: Json, path: Path): readonly { readonly path: Path; readonly text: string }[] {
  if (typeof value === 'string') return value.includes('{{') ? [{ path, text: value }] : []
  if (typeof value !== 'object' || value === null) return []
  if (Array.isArray(value)) return value.flatMap((item, index) => textsIn(item, [...path, index]))
  return Object.entries(value).flatMap(([key, item]) => textsIn(item, [...path, key]))
}

export function referencesAt(
  context: CheckContext,
  node: GraphNode,
  path: Path,
  text: string,
): { references: References } | { problem: Problem } {
  try {
    const { references, sole } = readTemplate(text)
    // Text around it would make a text of the value, and every text but the empty one is true.
    if (path.at(-1) === 'when' && !sole) {
      const message = 'a condition is one {{ expression }} with nothing beside it, not even a blank.'
      const alone = /\{\{[\s\S]*\}\}/.exec(text)?.[0]
      const fixes =
        alone !== undefined && readTemplate(alone).sole
          ? setAt(context.workflow, ['nodes', node.index, ...path], alone, 'Keep the expression alone')
          : []
      return { problem: expressionProblem(context, { node, path }, { code: 'expression.not-alone', message, fixes }) }
    }
    return { references }
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error
    const at =
      error.position === undefined ? '' : `, at character ${error.position + 1}: "${excerptAt(text, error.position)}"`
    return {
      problem: expressionProblem(
        context,
        { node, path },
        { code: 'expression.syntax', message: `${error.message}${at}.` },
      ),
    }
  }
}

/**
 * What a text reads, kept for the next check: after an edit all but one text are the same. Kept apart from the compiled
 * expressions, which are large; of a file of 10,000 nodes all fit.
 */
const readTemplate = compiledOnce(KEPT_TEXTS, (text: string): { references: References; sole: boolean } => {
  const { parts, sole } = parseTemplate(text)
  const references = mergeReferences(parts.flatMap((part) => (typeof part === 'string' ? [] : [part.references])))
  return { references, sole: sole !== undefined }
})

/** What stands at a place of a text, so that a person finds it. */
function excerptAt(text: string, position: number): string {
  const before = text.slice(Math.max(0, position - 12), position)
  const after = text.slice(position, position + 18)
  return `${position > 12 ? '…' : ''}${before}${after}${position + 18 < text.length ? '…' : ''}`.replace(/\s+/g, ' ')
}
