/** What is wrong with a node's config as written in a file, in words for the person who wrote it. */
import type { z } from 'zod'
import type { Family, NodeKind } from '#main/engine/kind.ts'
import { keptBy } from '#shared/kept-by.ts'
import type { CheckOptions } from '#shared/workflow/checks/check-context.ts'
import { KINDS, registryOf } from './registry.ts'

export interface ConfigProblem {
  /** Inside the config: `prompt`, `cases[1].when`; empty for the config as a whole. */
  readonly path: string
  readonly message: string
  readonly unknown?: boolean
}

const registry = registryOf(KINDS)
const NOTHING: ReadonlySet<string> = new Set()
/** Work over time. What else can fail fails for good: an expression, a question that nobody answered. */
const HAVE_ATTEMPTS: ReadonlySet<Family | undefined> = new Set<Family>(['work', 'container', 'child'])

/** Empty where the config is right, and for a kind that is not known (the file's own check says that). */
export function checkConfig(kind: string, config: unknown): readonly ConfigProblem[] {
  if (typeof config !== 'object' || config === null) return problemsWith(kind, config)
  const known = found(config)
  const problems = known.get(kind) ?? problemsWith(kind, config)
  known.set(kind, problems)
  return problems
}

/** By kind: a config is looked at again with each edit of its graph. */
const found = keptBy((_: object) => new Map<string, readonly ConfigProblem[]>())

function problemsWith(kind: string, config: unknown): readonly ConfigProblem[] {
  const known = registry.get(kind)
  const parsed = known?.config.safeParse(config ?? {})
  if (!known || !parsed || parsed.success) return []
  return parsed.error.issues.flatMap((issue) => problemsOf(issue, known))
}

type Issue = z.core.$ZodIssue

function problemsOf(issue: Issue, kind: NodeKind): readonly ConfigProblem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: pathOf([...issue.path, key]),
      message: unknownField(key, issue, kind),
      unknown: true,
    }))
  }
  return [{ path: pathOf(issue.path), message: inWords(issue) }]
}

function unknownField(key: string, issue: Issue, kind: NodeKind): string {
  if (issue.path.length > 0) return `There is no field “${key}” here.`
  const names = Object.keys((kind.descriptor.configSchema.properties ?? {}) as object) // an object schema, by construction
  const { title } = kind.descriptor
  return names.length === 0
    ? `${title} has no settings, so “${key}” means nothing.`
    : `${title} has no field “${key}”. It has ${names.join(', ')}.`
}

function inWords(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected === 'nonoptional' || (issue.input === undefined && issue.message.includes('undefined'))
        ? 'This field is needed.'
        : `Expected ${EXPECTED[issue.expected] ?? issue.expected}.`
    case 'invalid_value':
      return `Expected one of ${issue.values.map(String).join(', ')}.`
    case 'invalid_union':
      return unionInWords(issue)
    case 'too_small':
      return issue.message.startsWith('Too small') ? `Must be at least ${issue.minimum}.` : issue.message
    case 'too_big':
      return `Must be at most ${issue.maximum}.`
    case 'custom':
      return issue.message === 'it has no value' ? 'This field is needed.' : issue.message
    default:
      return issue.message
  }
}

const EXPECTED: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
}

/** A union here is a value or an expression; the branch that came furthest says what is wrong. */
function unionInWords(issue: Extract<Issue, { code: 'invalid_union' }>): string {
  const deepest = issue.errors.flat().toSorted((one, other) => other.path.length - one.path.length)[0]
  if (!deepest) return issue.message
  if (deepest.path.length > 0) return `${pathOf(deepest.path)}: ${inWords(deepest)}`
  if (issue.errors.flat().every((inner) => inner.message.includes('undefined'))) return 'This field is needed.'
  const words = issue.errors
    .flat()
    .flatMap((inner) =>
      inner.code === 'invalid_type' && inner.expected !== 'string' ? [EXPECTED[inner.expected] ?? inner.expected] : [],
    )
  const other = issue.errors.flat().find((inner) => inner.code === 'too_small' || inner.code === 'too_big')
  if (other) return inWords(other)
  return `Expected ${words.join(' or ') || 'a value'}, or one {{ expression }}.`
}

function pathOf(path: readonly PropertyKey[]): string {
  return path
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index > 0 ? '.' : ''}${String(part)}`))
    .join('')
}

/** What the checks of a workflow ask about its kinds. */
export const KIND_CHECKS: CheckOptions = {
  checkConfig,
  secretFields: (kind) => registry.get(kind)?.secretFields ?? NOTHING,
  rawFields: (kind) => registry.get(kind)?.raw ?? NOTHING,
  hasAttempts: (kind) => HAVE_ATTEMPTS.has(registry.get(kind)?.behaviour.family),
}
