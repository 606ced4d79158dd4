/** Every `{{ … }}` of every config: whether it can be read, and whether what it names is there. */
import type { Json } from '../../json.ts'
import { closest, didYouMean } from '../did-you-mean.ts'
import { mergeReferences } from '../evaluate.ts'
import { ExpressionError } from '../expression.ts'
import type { References } from '../expression-references.ts'
import type { GraphNode } from '../graph.ts'
import type { Problem } from '../problem.ts'
import { parseTemplate } from '../template.ts'
import { type CheckContext, listed, nodeProblem } from './check-context.ts'
import { nodesBefore } from './nodes-before.ts'

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

type Before = (node: GraphNode, other: number) => boolean
type Path = readonly (string | number)[]

interface ExpressionField {
  readonly node: GraphNode
  /** From the node. */
  readonly path: Path
  readonly references: References
}

export function checkExpressions(context: CheckContext): readonly Problem[] {
  const isBefore = nodesBefore(context.graph)
  const compensators = new Set(context.workflow.nodes.flatMap((node) => node.compensate ?? []))
  // A compensator sees what there was when it is needed, and where nothing runs nothing comes before.
  const before: Before = (node, other) => compensators.has(node.id) || !node.reachable || isBefore(node.index, other)
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
          problems.push(...checkReferences(context, { node, path, references: result.references }, before))
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
    const expressions = parseTemplate(text).parts.flatMap((part) => (typeof part === 'string' ? [] : [part.references]))
    return { references: mergeReferences(expressions) }
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error
    const at =
      error.position === undefined ? '' : `, at character ${error.position + 1}: "${excerptAt(text, error.position)}"`
    return {
      problem: problemAt(context, { node, path }, { code: 'expression.syntax', message: `${error.message}${at}.` }),
    }
  }
}

/** What stands at a place of a text, so that a person finds it. */
function excerptAt(text: string, position: number): string {
  const before = text.slice(Math.max(0, position - 12), position)
  const after = text.slice(position, position + 18)
  return `${position > 12 ? '…' : ''}${before}${after}${position + 18 < text.length ? '…' : ''}`.replace(/\s+/g, ' ')
}

function problemAt(
  context: CheckContext,
  { node, path }: Pick<ExpressionField, 'node' | 'path'>,
  found: Pick<Problem, 'code' | 'message'> & Partial<Problem>,
): Problem {
  const problem = nodeProblem(context, node.index, node.node, found, path)
  return { ...problem, message: `Node "${node.id}", field "${problem.field}": ${found.message}` }
}

function checkReferences(context: CheckContext, field: ExpressionField, before: Before): readonly Problem[] {
  return [
    ...checkNodes(context, field, before),
    ...checkOutputs(context, field),
    ...checkArgs(context, field),
    ...checkRoots(context, field),
  ]
}

function checkNodes(context: CheckContext, field: ExpressionField, before: Before): readonly Problem[] {
  const { nodes } = field.references
  if (nodes === 'all') return []
  const { byId, nodes: all } = context.graph
  return [...nodes].flatMap((id): Problem[] => {
    const other = all[byId.get(id) ?? -1]
    if (!other)
      return [
        problemAt(context, field, {
          code: 'expression.unknown-node',
          message: `there is no node "${id}".${didYouMean(id, byId.keys())}`,
        }),
      ]
    const warn = (code: string, message: string) => [problemAt(context, field, { severity: 'warning', code, message })]
    if (context.descriptors[other.index]?.runs === false)
      return warn('expression.no-output', `"${id}" is a note and never has an output.`)
    if (other.parent >= 0 && !isInside(context, field.node, other.parent)) {
      return warn(
        'expression.not-visible',
        `"${id}" stands inside "${all[other.parent]?.id}" and cannot be seen from outside. Read the output of "${all[other.parent]?.id}" instead.`,
      )
    }
    if (before(field.node, other.index)) return []
    return warn(
      'expression.runs-later',
      `"${id}" cannot have run before "${field.node.id}", so there is nothing to read. Add a way from "${id}" to "${field.node.id}", or read another node.`,
    )
  })
}

function isInside({ graph }: CheckContext, node: GraphNode, container: number): boolean {
  for (
    let here = node.parent, steps = 0;
    here >= 0 && steps <= graph.nodes.length;
    here = graph.nodes[here]?.parent ?? -1, steps += 1
  ) {
    if (here === container) return true
  }
  return false
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
    return [problemAt(context, field, { severity: 'warning', code: 'expression.unknown-field', message })]
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
    return [problemAt(context, field, { code: 'expression.unknown-argument', message })]
  })
}

function checkRoots(context: CheckContext, field: ExpressionField): readonly Problem[] {
  const { node, path, references } = field
  const insideEach = hasAncestor(context, node, 'each')
  const hearsEvents = HEARS_EVENTS.has(node.node.kind)
  return [...references.roots].flatMap((root): Problem[] => {
    const report = (code: string, message: string) => [problemAt(context, field, { code, message })]
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
  const report = (message: string) => [problemAt(context, field, { code: 'expression.secret-not-allowed', message })]
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
        ...options.locate?.(['parameters', index]),
      },
    ]
  })
}
