/**
 * JSONata, compiled once and evaluated within limits.
 *
 *   E1. One compiled expression may be evaluated many times at once: all that changes is kept per evaluation.
 *   E2. The time limit is checked at every node that JSONata evaluates, so no loop or recursion outlives it. One single
 *       call of a built-in is not interrupted; the ones that could run away are bounded (expression-bounds.ts).
 *   E3. `evaluateNow` answers exactly what `evaluate` would, or not at all.
 */
import jsonata from 'jsonata'
import { compiledOnce } from './compiled-once.ts'
import { BoundedRegExp, boundedFunctions } from './expression-bounds.ts'
import { ExpressionError } from './expression-error.ts'
import { excerpt, readableFailure } from './expression-failure.ts'
import { type References, referencesOfPaths, referencesOfTree } from './expression-references.ts'
import { type ExpressionNode, isLiteral, plainNames, plainPathOf } from './expression-tree.ts'
import { joinedReads } from './joined-reads.ts'
import { makeLean } from './lean-tree.ts'

export interface Limits {
  /** 1,000 where it is not given. */
  readonly timeMs?: number
  /** Calls of functions inside one another, 200 where it is not given. Calls in the items of one array count together. */
  readonly depth?: number
  /** Milliseconds of any clock. */
  now(): number
}

export type Immediate = { readonly ok: true; readonly value: unknown } | { readonly ok: false }

export interface CompiledExpression {
  readonly source: string
  readonly references: References
  /** Plain JSON, or undefined for no value. Rejects with ExpressionError. */
  evaluate(scope: Record<string, unknown>, limits: Limits): Promise<unknown>
  /** At once, for names and literals where no list stands in the way. Never throws. */
  evaluateNow(names: Names): Immediate
}

/** What names stand for, asked one by one, so that who has them need not put a scope together for one of them. */
export interface Names {
  /** Of the scope itself: undefined where it has no such name. */
  root(name: string): unknown
  /** `nodes.<id>`, where that can be told without all of `nodes`. */
  output?(id: string): unknown
}

/** The names of a scope that is there. */
export function namesOf(scope: Readonly<Record<string, unknown>>): Names {
  return { root: (name) => (Object.hasOwn(scope, name) ? scope[name] : undefined) }
}

interface Budget {
  readonly limits: Limits
  readonly timeMs: number
  readonly depth: number
  /** When the last step began. */
  lookedAt: number
  spentMs: number
  calls: number
}

const DEFAULT_TIME_MS = 1_000
/** More than this between two steps was no work of theirs: the machine slept, or had no time for this process. */
const MOST_BETWEEN_STEPS_MS = 250
const DEFAULT_DEPTH = 200
const CACHE_SIZE = 2_000
/** As many as the largest graph has nodes: what runs through all of them would else parse each again before its turn comes. */
const PARSED_KEPT = 10_000
/** No variable of an expression can have this name: it holds a blank. */
const BUDGET = ' budget'

const NOT_NOW: Immediate = { ok: false }

/** Throws ExpressionError on a syntax error. */
export const compileExpression: (source: string) => CompiledExpression = compiledOnce(CACHE_SIZE, compile)

function compile(source: string): CompiledExpression {
  const names = plainNames(source)
  if (names) return compileLater(source, [names], (from) => follow(from, names))
  const reads = joinedReads(source)
  if (reads && reads.length > 0) return compileLater(source, reads, () => NOT_NOW)
  const tree = parsed(source).ast() as ExpressionNode // the same objects; jsonata's own type is too narrow to walk
  const path = plainPathOf(tree)
  const literal = isLiteral(tree) ? { ok: true as const, value: tree.value } : undefined
  return {
    source,
    references: referencesOfTree(tree),
    evaluateNow: (from) => literal ?? (path ? follow(from, path) : NOT_NOW),
    evaluate: (scope, limits) => evaluateWithin(source, scope, limits),
  }
}

/** Of most expressions the text says what they read: JSONata is asked only where `evaluateNow` has no answer. */
function compileLater(
  source: string,
  reads: readonly (readonly string[])[],
  evaluateNow: CompiledExpression['evaluateNow'],
): CompiledExpression {
  return {
    source,
    references: referencesOfPaths(reads),
    evaluateNow,
    evaluate: (scope, limits) => evaluateWithin(source, scope, limits),
  }
}

async function evaluateWithin(source: string, scope: Record<string, unknown>, limits: Limits): Promise<unknown> {
  const { timeMs = DEFAULT_TIME_MS, depth = DEFAULT_DEPTH } = limits
  const budget: Budget = { limits, timeMs, depth, lookedAt: limits.now(), spentMs: 0, calls: 0 }
  try {
    return plainJson(await parsed(source).evaluate(scope, { [BUDGET]: budget }), source)
  } catch (error) {
    throw readableFailure(error, source)
  }
}

/** What JSONata makes of an expression takes some 6 kB: whoever keeps a compiled expression does not keep that. */
const parsed: (source: string) => jsonata.Expression = compiledOnce(PARSED_KEPT, parse)

function parse(source: string): jsonata.Expression {
  try {
    const expression = boundedFunctions(jsonata(source, { RegexEngine: BoundedRegExp as unknown as RegExpConstructor })) // jsonata only ever says `new` to it
    setLimits(expression)
    makeLean(expression)
    return expression
  } catch (error) {
    throw readableFailure(error, source)
  }
}

interface Environment {
  readonly base: { lookup(name: string): unknown }
}

/** The hooks are shared by all evaluations of the expression, so the budget is found through the environment. */
function setLimits(expression: jsonata.Expression): void {
  const bodies = new WeakSet<object>()
  const hooks: { assign(name: string | symbol, value: unknown): void } = expression // the declaration forgets symbols
  hooks.assign(
    Symbol.for('jsonata.__evaluate_entry'),
    (node: { type: string; body?: unknown }, _input: unknown, environment: Environment) => {
      const budget = environment.base.lookup(BUDGET) as Budget // bound by `evaluate` alone
      const now = budget.limits.now()
      budget.spentMs += Math.min(now - budget.lookedAt, MOST_BETWEEN_STEPS_MS)
      budget.lookedAt = now
      if (budget.spentMs > budget.timeMs) {
        throw new ExpressionError(`The expression took longer than ${budget.timeMs} ms and was stopped`)
      }
      if (node.type === 'lambda' && typeof node.body === 'object' && node.body !== null) bodies.add(node.body)
      if (!bodies.has(node)) return
      budget.calls += 1
      if (budget.calls > budget.depth) {
        throw new ExpressionError(
          `The expression calls functions more than ${budget.depth} deep and was stopped: does a function call itself without end?`,
        )
      }
    },
  )
  hooks.assign(Symbol.for('jsonata.__evaluate_exit'), (node: object, _input: unknown, environment: Environment) => {
    if (bodies.has(node)) (environment.base.lookup(BUDGET) as Budget).calls -= 1
  })
}

function follow(names: Names, path: readonly string[]): Immediate {
  const isOutput = path[0] === 'nodes' && path.length > 1 && names.output !== undefined
  let value = isOutput ? names.output?.(path[1] as string) : names.root(path[0] as string) // a path has at least one name
  for (let at = isOutput ? 2 : 1; at < path.length; at += 1) {
    const name = path[at] as string // within its length
    if (value === null || typeof value !== 'object') return isOdd(value) ? NOT_NOW : { ok: true, value: undefined }
    if (!isPlainObject(value) || Object.hasOwn(value, MARKS[0]) || Object.hasOwn(value, MARKS[1])) return NOT_NOW
    value = Object.hasOwn(value, name) ? value[name] : undefined
  }
  return isOdd(value) || !isSettled(value) ? NOT_NOW : { ok: true, value }
}

/** JSONata takes an object with one of these for a function, also where it came with the data. */
const MARKS = ['_jsonata_function', '_jsonata_lambda'] as const

const isOdd = (value: unknown): boolean =>
  typeof value === 'function' || typeof value === 'symbol' || typeof value === 'bigint'

/** Numbers outside JSON are left to `evaluate`, which says what is wrong with them. */
const isSettled = (value: unknown): boolean => typeof value !== 'number' || Number.isFinite(value)

function isPlainObject(value: object): value is Record<string, unknown> {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

/** Told by what data cannot hold: a real function inside. */
function isFunctionOfJsonata(value: object): boolean {
  if (!MARKS.some((mark) => mark in value)) return false
  return (
    ('implementation' in value && typeof value.implementation === 'function') ||
    ('environment' in value && 'body' in value)
  )
}

/** JSONata's results as JSON: its lists carry marks, and functions are values to it. */
function plainJson(value: unknown, source: string): unknown {
  if (value === null || value === undefined || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') {
    if (Number.isFinite(value)) return value
    throw new ExpressionError(`The result of "${excerpt(source)}" is not a number that JSON can hold: ${value}`)
  }
  if (Array.isArray(value)) return Array.from(value, (item) => plainJson(item, source) ?? null)
  if (typeof value !== 'object' || isFunctionOfJsonata(value)) {
    throw new ExpressionError(
      `The result of "${excerpt(source)}" is a function, not a value. Call it: add ( and ) with its arguments`,
    )
  }
  const plain: Record<string, unknown> = {}
  for (const [key, item] of Object.entries(value)) {
    const inner = plainJson(item, source)
    // Assigning `__proto__` would set the prototype instead of a field.
    if (inner !== undefined)
      Object.defineProperty(plain, key, { value: inner, enumerable: true, writable: true, configurable: true })
  }
  return plain
}
