/**
 * JSONata's syntax tree as far as we read it. Its own type declaration names a few node types only, so this one stays
 * loose: a node is an object with a `type`, and whatever else holds nodes is found by looking.
 */
export interface ExpressionNode {
  readonly type: string
  readonly value?: unknown
  readonly steps?: readonly ExpressionNode[]
  readonly stages?: readonly ExpressionNode[]
  readonly predicate?: readonly ExpressionNode[]
  readonly expr?: ExpressionNode
  readonly group?: unknown
  readonly focus?: string
  readonly arguments?: readonly ExpressionNode[]
  readonly procedure?: ExpressionNode
}

export function isExpressionNode(value: unknown): value is ExpressionNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}

/** Every outermost node in a value, through arrays and plain objects such as `{ lhs: [[key, value]] }`. */
export function nodesIn(value: unknown): readonly ExpressionNode[] {
  if (isExpressionNode(value)) return [value]
  if (Array.isArray(value)) return value.flatMap((item) => nodesIn(item))
  if (typeof value !== 'object' || value === null) return []
  return nodesIn(Object.values(value))
}

const NAMES = /^[a-zA-Z_]\w*(?:\.[a-zA-Z_]\w*)*$/
/** Words of the language, which are no names everywhere. */
const WORDS = /(?:^|\.)(?:and|or|in|true|false|null|function)(?:\.|$)/

/** The names of `a.b.c`, told by the text alone; undefined for anything else, also where only JSONata can tell. */
export function plainNames(source: string): readonly string[] | undefined {
  const text = source.trim()
  return NAMES.test(text) ? namesIn(text) : undefined
}

/** Of names joined by dots; undefined where a word of the language stands among them. */
export const namesIn = (path: string): readonly string[] | undefined => (WORDS.test(path) ? undefined : path.split('.'))

const PLAIN_STEP_FIELDS: ReadonlySet<string> = new Set(['type', 'value', 'position'])

/** The names of `a.b.c`; undefined for anything that is more than names. */
export function plainPathOf(tree: ExpressionNode): readonly string[] | undefined {
  if (tree.type !== 'path' || !tree.steps || Object.keys(tree).some((key) => key !== 'type' && key !== 'steps'))
    return undefined
  const names: string[] = []
  for (const step of tree.steps) {
    if (step.type !== 'name' || typeof step.value !== 'string') return undefined
    if (Object.keys(step).some((key) => !PLAIN_STEP_FIELDS.has(key))) return undefined
    names.push(step.value)
  }
  return names
}

const LITERALS: ReadonlySet<string> = new Set(['string', 'number', 'value'])

export function isLiteral(tree: ExpressionNode): boolean {
  return LITERALS.has(tree.type) && Object.keys(tree).every((key) => PLAIN_STEP_FIELDS.has(key))
}
