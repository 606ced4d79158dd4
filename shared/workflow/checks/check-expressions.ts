/** Every `{{ … }}` of every config: whether it can be read, and whether what it names is there. */
import type { References } from '../expression-references.ts'
import type { Problem } from '../problem.ts'
import { checkArguments, unusedParameters } from './check-arguments.ts'
import type { CheckContext } from './check-context.ts'
import { missingOutputs } from './check-missing.ts'
import { checkInnerNames, checkRoots } from './check-names.ts'
import { checkNodesRead, checkOutputs } from './check-nodes-read.ts'
import type { ExpressionField } from './expression-field.ts'
import { type Order, orderIn } from './order-of-nodes.ts'
import { placesOf } from './places.ts'
import { referencesAt, textsIn } from './read-texts.ts'
import { surelyRan } from './surely-ran.ts'

export function checkExpressions(context: CheckContext): readonly Problem[] {
  const surely = surelyRan(context.graph)
  const order = orderIn(context, surely)
  const places = placesOf(context.graph)
  const missing = missingOutputs(context, surely)
  const problems: Problem[] = []
  const read: References[] = []
  for (const node of context.graph.nodes) {
    const raw = context.options.rawFields?.(node.node.kind)
    for (const [name, value] of Object.entries(node.node.config ?? {})) {
      if (raw?.has(name)) continue
      for (const { path, text } of textsIn(value, ['config', name])) {
        const result = referencesAt(context, node, path, text)
        if ('problem' in result) problems.push(result.problem)
        else {
          read.push(result.references)
          const field = { node, path, references: result.references, places: places(node) }
          problems.push(...checkReferences(context, field, order), ...missing(field, text))
        }
      }
    }
  }
  return [...problems, ...unusedParameters(context, read)]
}

function checkReferences(context: CheckContext, field: ExpressionField, order: Order): readonly Problem[] {
  return [
    ...checkNodesRead(context, field, order),
    ...checkOutputs(context, field),
    ...checkArguments(context, field),
    ...checkRoots(context, field),
    ...checkInnerNames(context, field),
  ]
}
