/** The parameters of the command: is there one for every argument that is read, and is every one read? */
import { closest, didYouMean } from '../did-you-mean.ts'
import { mergeReferences } from '../evaluate.ts'
import type { References } from '../expression-references.ts'
import type { Problem } from '../problem.ts'
import type { CheckContext } from './check-context.ts'
import { type ExpressionField, expressionProblem, placeOf } from './expression-field.ts'
import { addParameter, removeAt, renameIn } from './fixes.ts'

export function checkArguments(context: CheckContext, field: ExpressionField): readonly Problem[] {
  const { args } = field.references
  if (args === 'all') return []
  const known = (context.workflow.parameters ?? []).map((parameter) => parameter.name)
  return [...args].flatMap((name) => {
    if (known.includes(name)) return []
    const meant = didYouMean(name, known)
    const message = `there is no parameter "${name}".${meant === '' ? ' Add it to the parameters of the workflow.' : meant}`
    const close = closest(name, known)
    const fixes = [
      ...(close === undefined ? [] : renameIn(context.workflow, placeOf(field), `args.${name}`, `args.${close}`)),
      ...(/^[a-z]\w*$/i.test(name) ? [addParameter(name)] : []),
    ]
    const names = `args.${name}`
    return [expressionProblem(context, field, { code: 'expression.unknown-argument', message, names, fixes })]
  })
}

/** `read`: what all expressions of the workflow read. */
export function unusedParameters(context: CheckContext, read: readonly References[]): readonly Problem[] {
  const { args } = mergeReferences(read)
  const { graph, workflow, options } = context
  // Whoever reads the whole output of an entry reads all arguments.
  const entries = new Set(graph.entries.map((index) => graph.nodes[index]?.id))
  const byEntry = read.flatMap((references) => references.nodeFields).filter((field) => entries.has(field.node))
  if (
    args === 'all' ||
    read.some((references) => references.nodes === 'all') ||
    byEntry.some((field) => field.path.length === 0)
  )
    return []
  const used = new Set([...args, ...byEntry.flatMap((field) => field.path[0] ?? [])])
  return (workflow.parameters ?? []).flatMap((parameter, index): Problem[] => {
    if (used.has(parameter.name)) return []
    const message = `Parameter "${parameter.name}" is not used. Read it with {{ args.${parameter.name} }}, or take it away.`
    return [
      {
        severity: 'warning',
        code: 'parameter.unused',
        message,
        field: `parameters[${index}]`,
        fixes: removeAt(workflow, ['parameters', index], 'Remove the parameter'),
        ...options.locate?.(['parameters', index]),
      },
    ]
  })
}
