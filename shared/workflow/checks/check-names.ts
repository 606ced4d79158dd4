/** The first name of every path in an expression: is there such a thing where it stands? */
import { closest } from '../did-you-mean.ts'
import type { GraphNode } from '../graph.ts'
import type { Problem } from '../problem.ts'
import { type CheckContext, listed } from './check-context.ts'
import { type ExpressionField, expressionProblem } from './expression-field.ts'

/** Names of the scope that every expression sees. */
const ROOTS = ['args', 'nodes', 'loop', 'run', 'workspace'] as const
/** Kinds whose conditions are about an event. */
const HEARS_EVENTS: ReadonlySet<string> = new Set([
  'wait',
  'schedule',
  'webhook',
  'watch',
  'git_hook',
  'queue',
  'mail',
  'on_event',
])

export function checkRoots(context: CheckContext, field: ExpressionField): readonly Problem[] {
  const { node, path, references } = field
  const insideEach = hasAncestor(context, node, 'each')
  const hearsEvents = HEARS_EVENTS.has(node.node.kind)
  return [...references.roots].flatMap((root): Problem[] => {
    const report = (code: string, message: string) => [expressionProblem(context, field, { code, message })]
    if ((ROOTS as readonly string[]).includes(root)) return []
    if (root === 'secrets') return checkSecrets(context, field, String(path[1]))
    if (root === 'item' || root === 'index')
      return insideEach
        ? []
        : report('expression.not-in-each', `"${root}" has a value only inside a node of the kind "each".`)
    if (root === 'event')
      return hearsEvents ? [] : report('expression.no-event', '"event" has a value only where a node waits for one.')
    return report('expression.unknown-name', `there is nothing called "${root}".${whatItMayBe(context, root)}`)
  })
}

function checkSecrets(context: CheckContext, field: ExpressionField, name: string): Problem[] {
  const allowed = context.options.secretFields(field.node.node.kind)
  const report = (message: string) => [
    expressionProblem(context, field, { code: 'expression.secret-not-allowed', message }),
  ]
  if (!allowed.has(name)) {
    const where =
      allowed.size === 0
        ? `A "${field.node.node.kind}" takes none.`
        : `In a "${field.node.node.kind}" they may stand in ${listed([...allowed])}.`
    return report(`secrets may stand only where they are sent out, so that none is ever recorded. ${where}`)
  }
  return field.references.secrets.size > 0 ? [] : report('name the secret: {{ secrets.NAME }}.')
}

function hasAncestor({ graph }: CheckContext, node: GraphNode, kind: string): boolean {
  for (
    let here = node.parent, steps = 0;
    here >= 0 && steps <= graph.nodes.length;
    here = graph.nodes[here]?.parent ?? -1, steps += 1
  ) {
    if (graph.nodes[here]?.node.kind === kind) return true
  }
  return false
}

function whatItMayBe({ workflow, graph }: CheckContext, root: string): string {
  if (graph.byId.has(root)) return ` Did you mean "nodes.${root}"?`
  if (workflow.parameters?.some((parameter) => parameter.name === root)) return ` Did you mean "args.${root}"?`
  const meant = closest(root, [...ROOTS, 'secrets', 'item', 'index', 'event'])
  return meant === undefined
    ? ` An expression sees ${listed([...ROOTS])}; text stands in quotes.`
    : ` Did you mean "${meant}"?`
}
