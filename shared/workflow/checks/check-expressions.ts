/** Every `{{ … }}` of every config: whether it can be read, and whether what it names is there. */
import type { Json } from '../../json.ts'
import { compiledOnce } from '../compiled-once.ts'
import { closest, didYouMean } from '../did-you-mean.ts'
import { mergeReferences } from '../evaluate.ts'
import { ExpressionError } from '../expression-error.ts'
import type { References } from '../expression-references.ts'
import type { Fix } from '../fix.ts'
import type { GraphNode } from '../graph.ts'
import type { Problem } from '../problem.ts'
import { parseTemplate } from '../template.ts'
import { DEFAULT_PORT } from '../workflow.ts'
import { type CheckContext, listed } from './check-context.ts'
import { missingOutputs } from './check-missing.ts'
import { checkInnerNames, checkRoots } from './check-names.ts'
import { type ExpressionField, expressionProblem, placeOf } from './expression-field.ts'
import { addEdge, addParameter, removeAt, renameIn, setAt } from './fixes.ts'
import { meantNode, namesBefore } from './meant-node.ts'
import { nodesBefore } from './nodes-before.ts'
import { containersAround, placesOf, sees } from './places.ts'
import { surelyRan } from './surely-ran.ts'

const KEPT_TEXTS = 50_000

interface Order {
  before(node: GraphNode, other: number): boolean
  after(node: GraphNode, other: number): boolean
}
type Path = readonly (string | number)[]

export function checkExpressions(context: CheckContext): readonly Problem[] {
  const isBefore = nodesBefore(context.graph)
  const surely = surelyRan(context.graph)
  const stands = (node: GraphNode, other: number): boolean =>
    [node.index, ...containersAround(context.graph, node)].some((index) => index !== other && surely(index, other))
  const compensators = new Set(context.workflow.nodes.flatMap((node) => node.compensate ?? []))
  // A compensator sees what there was when it is needed, and where nothing runs nothing comes before.
  const isAfter = nodesBefore(context.graph)
  const order: Order = {
    // Mostly it stands on every way: that is known without a search.
    before: (node, other) =>
      compensators.has(node.id) || !node.reachable || stands(node, other) || isBefore(node.index, other),
    after: (node, other) =>
      other === node.index ||
      context.graph.nodes[other]?.reachable !== true ||
      containersAround(context.graph, node).includes(other) ||
      isAfter(other, node.index),
  }
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

function textsIn(value: Json, path: Path): readonly { readonly path: Path; readonly text: string }[] {
  if (typeof value === 'string') return value.includes('{{') ? [{ path, text: value }] : []
  if (typeof value !== 'object' || value === null) return []
  if (Array.isArray(value)) return value.flatMap((item, index) => textsIn(item, [...path, index]))
  return Object.entries(value).flatMap(([key, item]) => textsIn(item, [...path, key]))
}

function referencesAt(
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

function checkReferences(context: CheckContext, field: ExpressionField, order: Order): readonly Problem[] {
  return [
    ...checkNodes(context, field, order),
    ...checkOutputs(context, field),
    ...checkArgs(context, field),
    ...checkRoots(context, field),
    ...checkInnerNames(context, field),
  ]
}

function checkNodes(context: CheckContext, field: ExpressionField, order: Order): readonly Problem[] {
  const { nodes } = field.references
  if (nodes === 'all') return []
  const { byId, nodes: all } = context.graph
  return [...nodes].flatMap((id): Problem[] => {
    const other = all[byId.get(id) ?? -1]
    if (!other) return [unknownNode(context, field, order, id)]
    const warn = (code: string, message: string, fixes: Fix[] = []) => [
      expressionProblem(context, field, { severity: 'warning', code, message, fixes }),
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
function checkOutputs(context: CheckContext, field: ExpressionField): readonly Problem[] {
  return field.references.nodeFields.flatMap(({ node: id, path: [name] }) => {
    const index = context.graph.byId.get(id)
    const output = index === undefined ? undefined : context.descriptors[index]?.output
    const names = Object.keys(output ?? {})
    if (name === undefined || names.length === 0 || names.includes(name) || name === 'error') return []
    const meant = closest(name, names)
    const message = `the output of "${id}" has no field "${name}", only ${listed(names)}.${meant === undefined ? '' : ` Did you mean "nodes.${id}.${meant}"?`}`
    const fixes =
      meant === undefined
        ? []
        : renameIn(context.workflow, placeOf(field), `nodes.${id}.${name}`, `nodes.${id}.${meant}`)
    return [
      expressionProblem(context, field, { severity: 'warning', code: 'expression.unknown-field', message, fixes }),
    ]
  })
}

function checkArgs(context: CheckContext, field: ExpressionField): readonly Problem[] {
  const { args } = field.references
  if (args === 'all') return []
  const names = (context.workflow.parameters ?? []).map((parameter) => parameter.name)
  return [...args].flatMap((name) => {
    if (names.includes(name)) return []
    const meant = didYouMean(name, names)
    const message = `there is no parameter "${name}".${meant === '' ? ' Add it to the parameters of the workflow.' : meant}`
    const close = closest(name, names)
    const fixes = [
      ...(close === undefined ? [] : renameIn(context.workflow, placeOf(field), `args.${name}`, `args.${close}`)),
      ...(/^[a-z]\w*$/i.test(name) ? [addParameter(name)] : []),
    ]
    return [expressionProblem(context, field, { code: 'expression.unknown-argument', message, fixes })]
  })
}

function unusedParameters(context: CheckContext, read: readonly References[]): readonly Problem[] {
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
