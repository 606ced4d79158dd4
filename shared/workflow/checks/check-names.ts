/** The first name of every path in an expression: is there such a thing where it stands? */
import { closest } from '../did-you-mean.ts'
import { ENTRY_KINDS } from '../graph.ts'
import type { Problem } from '../problem.ts'
import { type CheckContext, listed } from './check-context.ts'
import { type ExpressionField, expressionProblem, placeOf } from './expression-field.ts'
import { renameIn } from './fixes.ts'
import { containersAround } from './places.ts'

/** Names of the scope that every expression sees. */
const ROOTS = ['args', 'nodes', 'loop', 'run', 'workspace'] as const
/** Kinds whose conditions are about an event. */
const HEARS_EVENTS: ReadonlySet<string> = new Set(['wait', ...[...ENTRY_KINDS].filter((kind) => kind !== 'start')])

export function checkRoots(context: CheckContext, field: ExpressionField): readonly Problem[] {
  const { path, references } = field
  const insideEach = isInsideEach(context, field)
  const hearsEvents = hearsEvent(field)
  return [...references.roots].flatMap((root): Problem[] => {
    const report = (code: string, message: string) => [
      expressionProblem(context, field, { code, message, names: root }),
    ]
    if ((ROOTS as readonly string[]).includes(root)) return []
    if (root === 'secrets') return checkSecrets(context, field, String(path[1]))
    if (root === 'item' || root === 'index')
      return insideEach
        ? []
        : report('expression.not-in-each', `"${root}" has a value only inside a node of the kind "each".`)
    if (root === 'event')
      return hearsEvents
        ? []
        : report('expression.no-event', '"event" has a value only in the "when" of a node that waits for one.')
    const meant = meantBy(context, root)
    return [
      expressionProblem(context, field, {
        code: 'expression.unknown-name',
        message: `there is nothing called "${root}".${whatItMayBe(meant)}`,
        names: root,
        fixes: meant === undefined ? [] : renameIn(context.workflow, placeOf(field), root, meant),
      }),
    ]
  })
}

function checkSecrets(context: CheckContext, field: ExpressionField, name: string): Problem[] {
  const allowed = context.options.secretFields(field.node.node.kind)
  const report = (message: string) => [
    expressionProblem(context, field, { code: 'expression.secret-not-allowed', message, names: 'secrets' }),
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

/** A compensator runs where what it undoes has run. */
function isInsideEach({ graph }: CheckContext, { places }: ExpressionField): boolean {
  return places.every((place) =>
    containersAround(graph, place).some((index) => graph.nodes[index]?.node.kind === 'each'),
  )
}

const hearsEvent = ({ node, path }: ExpressionField): boolean =>
  HEARS_EVENTS.has(node.node.kind) && path.at(-1) === 'when'

const LOOP_FIELDS: ReadonlySet<string> = new Set(['iteration', 'feedback'])
const RUN_FIELDS: ReadonlySet<string> = new Set(['id', 'startedAt', 'workflow'])

/**
 * In `args.left[loop.iteration + 1]` JSONata looks for `loop` in each item of the list, finds nothing, and says nothing.
 * The items may have a field of that name, so it is a warning, and only where the scope has exactly what is named.
 */
export function checkInnerNames(context: CheckContext, field: ExpressionField): readonly Problem[] {
  const names = field.references.inner.filter((names) => isOfScope(context, field, names)).map((path) => path.join('.'))
  return [...new Set(names)].map((name) => {
    const message = `"${name}" stands behind another value, in its brackets or steps, and is looked up in that value. If the scope's is meant, write "$$.${name}".`
    const fixes = renameIn(context.workflow, placeOf(field), name, `$$.${name}`)
    const found = { severity: 'warning', code: 'expression.inner-name', message, names: name, fixes } as const
    return expressionProblem(context, field, found)
  })
}

function isOfScope(context: CheckContext, field: ExpressionField, [root, name]: readonly string[]): boolean {
  switch (root) {
    case 'loop':
      return name !== undefined && LOOP_FIELDS.has(name)
    case 'run':
      return name !== undefined && RUN_FIELDS.has(name)
    case 'args':
      return context.workflow.parameters?.some((parameter) => parameter.name === name) === true
    case 'nodes':
      return name !== undefined && context.graph.byId.has(name)
    case 'item':
    case 'index':
      return isInsideEach(context, field)
    case 'event':
      return hearsEvent(field)
    default:
      return false
  }
}

function meantBy({ workflow, graph }: CheckContext, root: string): string | undefined {
  if (graph.byId.has(root)) return `nodes.${root}`
  if (workflow.parameters?.some((parameter) => parameter.name === root)) return `args.${root}`
  return closest(root, [...ROOTS, 'secrets', 'item', 'index', 'event'])
}

const whatItMayBe = (meant: string | undefined): string =>
  meant === undefined
    ? ` An expression sees ${listed([...ROOTS])}; text stands in quotes.`
    : ` Did you mean "${meant}"?`
