/** The nodes that an expression reads: are they there, seen from where it stands, and have they run by then? */
import { closest, didYouMean } from '../did-you-mean.ts'
import type { Fix } from '../fix.ts'
import type { GraphNode } from '../graph.ts'
import type { Problem } from '../problem.ts'
import { DEFAULT_PORT } from '../workflow.ts'
import { type CheckContext, listed } from './check-context.ts'
import { type ExpressionField, expressionProblem, placeOf } from './expression-field.ts'
import { addEdge, renameIn } from './fixes.ts'
import { meantNode, namesBefore } from './meant-node.ts'
import type { Order } from './order-of-nodes.ts'
import { sees } from './places.ts'

export function checkNodesRead(context: CheckContext, field: ExpressionField, order: Order): readonly Problem[] {
  const { nodes } = field.references
  if (nodes === 'all') return []
  const { byId, nodes: all } = context.graph
  return [...nodes].flatMap((id): Problem[] => {
    const other = all[byId.get(id) ?? -1]
    if (!other) return [unknownNode(context, field, order, id)]
    const warn = (code: string, message: string, fixes: Fix[] = []) => [
      expressionProblem(context, field, { severity: 'warning', code, message, names: `nodes.${id}`, fixes }),
    ]
    if (context.descriptors[other.index]?.runs === false)
      return warn('expression.no-output', `"${id}" is a note and never has an output.`)
    if (!field.places.every((place) => sees(context.graph, place, other))) {
      return warn(
        'expression.not-visible',
        `"${id}" stands inside "${all[other.parent]?.id}" and cannot be seen from outside. Read the output of "${all[other.parent]?.id}" instead.`,
      )
    }
    if (order.before(field.node, other.index)) return []
    if (!order.after(field.node, other.index))
      return warn(
        'expression.runs-beside',
        `"${id}" runs beside "${field.node.id}", so it may or may not have ended by then. If "${field.node.id}" needs it, add a way from "${id}" to "${field.node.id}".`,
        leadTo(context, other, field.node),
      )
    return warn(
      'expression.runs-later',
      `"${id}" cannot have run before "${field.node.id}", so there is nothing to read. Add a way from "${id}" to "${field.node.id}", or read another node.`,
    )
  })
}

function unknownNode(context: CheckContext, field: ExpressionField, order: Order, id: string): Problem {
  const unknown = { id, node: field.node, places: field.places, references: field.references }
  const isBefore = (other: number) => order.before(field.node, other)
  const meant = meantNode(context, unknown, isBefore)
  const spelt = didYouMean(id, context.graph.byId.keys())
  return expressionProblem(context, field, {
    code: 'expression.unknown-node',
    message: `there is no node "${id}".${spelt === '' ? namesBefore(context, unknown, isBefore) : spelt}`,
    names: `nodes.${id}`,
    fixes: meant === undefined ? [] : renameIn(context.workflow, placeOf(field), `nodes.${id}`, `nodes.${meant}`),
  })
}

/** Two that run beside each other, in one container: the one then waits for the other. */
function leadTo({ descriptors }: CheckContext, from: GraphNode, to: GraphNode): Fix[] {
  const ports = descriptors[from.index]?.ports ?? []
  if (from.parent !== to.parent || !ports.includes(DEFAULT_PORT)) return []
  return addEdge({ from: from.id, to: to.id }, `Wait for "${from.id}"`)
}

/** A field that the kind's output does not have is a warning only: kinds say what they usually give. */
export function checkOutputs(context: CheckContext, field: ExpressionField): readonly Problem[] {
  return field.references.nodeFields.flatMap(({ node: id, path: [name] }) => {
    const index = context.graph.byId.get(id)
    const output = index === undefined ? undefined : context.descriptors[index]?.output
    const names = Object.keys(output ?? {})
    if (name === undefined || names.length === 0 || names.includes(name) || name === 'error') return []
    const meant = closest(name, names)
    const message = `the output of "${id}" has no field "${name}", only ${listed(names)}.${meant === undefined ? '' : ` Did you mean "nodes.${id}.${meant}"?`}`
    const written = `nodes.${id}.${name}`
    const fixes = meant === undefined ? [] : renameIn(context.workflow, placeOf(field), written, `nodes.${id}.${meant}`)
    const found = { severity: 'warning', code: 'expression.unknown-field', message, names: written, fixes } as const
    return [expressionProblem(context, field, found)]
  })
}
