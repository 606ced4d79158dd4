/**
 * What an expression reads, found without evaluating it. Each node is walked together with its context: the path from
 * the scope to what a bare name means there (`[]` at the top, `['nodes', 'diff', 'files']` in a predicate on that list),
 * or unknown. Where it cannot be told, the answer is the larger one ('all'), since the engine loads what is named here.
 */
import { type ExpressionNode, isExpressionNode, nodesIn } from './expression-tree.ts'

export interface NodeField {
  readonly node: string
  /** What follows the node's id: `['stdout']`. */
  readonly path: readonly string[]
}

export interface References {
  readonly nodes: ReadonlySet<string> | 'all'
  readonly nodeFields: readonly NodeField[]
  readonly args: ReadonlySet<string> | 'all'
  readonly secrets: ReadonlySet<string>
  /** First names of paths from the scope: `nodes`, `args`, `loop` … */
  readonly roots: ReadonlySet<string>
  /** Paths that begin at a value instead of the scope: `['loop', 'iteration']` in `args.left[loop.iteration + 1]`. */
  readonly inner: readonly (readonly string[])[]
}

/** Path from the scope; undefined where it is not known, or is a value of the expression's own. */
type Context = readonly string[] | undefined

/** Functions that take the context where fewer arguments are given than this. */
const TAKES_CONTEXT: ReadonlyMap<unknown, number> = new Map(
  Object.entries({ string: 1, boolean: 1, not: 1, keys: 1, spread: 1, clone: 1, lookup: 2, each: 2, sift: 2 }),
)

export function referencesOfTree(tree: ExpressionNode): References {
  const collector = new Collector()
  collector.walk(tree, [])
  return collector.references()
}

/** The same of an expression that reads these paths from the scope. */
export function referencesOfPaths(paths: readonly (readonly string[])[]): References {
  const collector = new Collector()
  for (const path of paths) collector.reads(path)
  return collector.references()
}

class Collector {
  readonly #paths: (readonly string[])[] = []
  readonly #inner: (readonly string[])[] = []
  #everything = false

  references(): References {
    const nodes = new Set<string>()
    const args = new Set<string>()
    const secrets = new Set<string>()
    const roots = new Set<string>()
    const nodeFields: NodeField[] = []
    let allNodes = this.#everything
    let allArgs = this.#everything
    for (const [root, name, ...rest] of this.#paths) {
      if (root === undefined) continue
      roots.add(root)
      if (root === 'nodes' && name === undefined) allNodes = true
      else if (root === 'nodes' && name !== undefined) {
        nodes.add(name)
        nodeFields.push({ node: name, path: rest })
      }
      if (root === 'args' && name === undefined) allArgs = true
      else if (root === 'args' && name !== undefined) args.add(name)
      if (root === 'secrets' && name !== undefined) secrets.add(name)
    }
    return {
      nodes: allNodes ? 'all' : nodes,
      nodeFields,
      args: allArgs ? 'all' : args,
      secrets,
      roots,
      inner: this.#inner,
    }
  }

  /** Notes what is read, and gives the path of the node's value where it is one of the scope. */
  walk(node: ExpressionNode, context: Context): void {
    this.reads(this.#pathOf(node, context))
  }

  reads(path: Context): void {
    if (path === undefined) return
    if (path.length === 0) this.#everything = true
    else this.#paths.push(path)
  }

  /** The path of a node's value, not yet read as a whole: a further step may narrow it. */
  #pathOf(node: ExpressionNode, context: Context): Context {
    switch (node.type) {
      case 'path':
        return this.#steps(node, context)
      case 'name':
        return this.#filtered(node, context && [...context, String(node.value)])
      case 'variable':
        return this.#filtered(node, node.value === '$' ? [] : node.value === '' ? context : undefined)
      case 'wildcard':
      case 'descendant':
        this.reads(context)
        return this.#filtered(node, undefined)
      case 'parent':
        this.#everything = true
        return undefined
      case 'transform':
        return this.#inside(node, undefined)
      case 'function':
      case 'partial':
        this.#call(node, context)
        return this.#inside(node, context)
      default:
        return this.#inside(node, context)
    }
  }

  #steps(node: ExpressionNode, context: Context): Context {
    let here = context
    if (context?.length !== 0) this.#inner.push(firstNames(node.steps ?? []))
    for (const step of node.steps ?? []) {
      const next = this.#pathOf(step, here)
      if (step.type === 'sort') continue
      if (step.focus === undefined) here = next
      else this.reads(next) // `@$v` binds the value and stays where it was
    }
    for (const child of nodesIn(node.group)) this.walk(child, here)
    return here
  }

  /** What is computed has no path, and neither has what its predicates see. */
  #inside(node: ExpressionNode, context: Context): undefined {
    const { stages: _stages, predicate: _predicate, group: _group, ...rest } = node
    for (const child of nodesIn(Object.values(rest))) this.walk(child, context)
    this.#filtered(node, undefined)
    return undefined
  }

  /** Predicates and groups behind a step see its value as their context. */
  #filtered(node: ExpressionNode, path: Context): Context {
    for (const stage of [...(node.stages ?? []), ...(node.predicate ?? [])]) {
      if (isExpressionNode(stage.expr)) this.walk(stage.expr, path)
    }
    for (const child of nodesIn(node.group)) this.walk(child, path)
    return path
  }

  #call(node: ExpressionNode, context: Context): void {
    const name = node.procedure?.value
    const given = node.arguments?.length ?? 0
    // What `$eval` is given is not known before it runs.
    if (name === 'eval') this.#everything = true
    const wanted = TAKES_CONTEXT.get(name)
    const inPath = context !== undefined && context.length > 0
    if (inPath || (wanted !== undefined && given < wanted)) this.reads(context)
  }
}

/** The names that a path begins with. */
function firstNames(steps: readonly ExpressionNode[]): readonly string[] {
  const end = steps.findIndex(({ type }) => type !== 'name')
  return (end < 0 ? steps : steps.slice(0, end)).map(({ value }) => String(value))
}
