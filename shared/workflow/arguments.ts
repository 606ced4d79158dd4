/** What a command was given, as its parameters want it: read, defaulted and checked, with everything wrong at once. */
import type { Json } from '../json.ts'
import { asText } from './as-text.ts'
import { closest, didYouMean } from './did-you-mean.ts'
import { fitsType, isRequired, typeInWords } from './parameter-value.ts'
import type { Problem } from './problem.ts'
import { plainName, type SlashLine } from './slash-command.ts'
import type { Parameter } from './workflow.ts'

export interface ResolvedArguments {
  /** By parameter name, in the order of the parameters; what is optional and not given is absent. */
  readonly args: Record<string, Json>
  /** Each with the parameter's name as `field`. Errors only. */
  readonly problems: readonly Problem[]
}

/** A record may hold text for any type (a terminal gives nothing else); null stands for not given. */
export function resolveArguments(
  parameters: readonly Parameter[],
  given: SlashLine | Readonly<Record<string, Json>>,
): ResolvedArguments {
  const { values, problems } = assign(parameters, isSlashLine(given) ? fromLine(given) : fromRecord(given))
  const args: [string, Json][] = []
  for (const parameter of parameters) {
    const value = values.get(parameter.name)
    if (value === undefined || (value === '' && (isRequired(parameter) || !isTextual(parameter)))) {
      if (parameter.default !== undefined) args.push([parameter.name, parameter.default])
      else if (isRequired(parameter)) problems.push(missing(parameter))
      continue
    }
    const read = readAs(parameter, value)
    if ('message' in read) problems.push(problem('argument.invalid', read.message, parameter.name))
    else args.push([parameter.name, read.value])
  }
  return { args: Object.fromEntries(args), problems }
}

/** `--name` in a line, with nothing behind it. */
const BARE = Symbol('bare')

interface Given {
  readonly named: readonly (readonly [string, Json | typeof BARE])[]
  readonly free: string
}

/** A record's values are JSON, and no argument is a list of given ones together with a free text. */
function isSlashLine(given: SlashLine | Readonly<Record<string, Json>>): given is SlashLine {
  return Array.isArray(given.given) && typeof given.free === 'string' && typeof given.nameEnd === 'number'
}

const fromLine = ({ given, free }: SlashLine): Given => ({
  named: given.map(({ key, value }) => [key, value === true ? BARE : value] as const),
  free: free.trim(),
})

const fromRecord = (record: Readonly<Record<string, Json>>): Given => ({
  named: Object.entries(record).filter(([, value]) => value !== null),
  free: '',
})

function assign(
  parameters: readonly Parameter[],
  { named, free }: Given,
): { readonly values: Map<string, Json | typeof BARE>; readonly problems: Problem[] } {
  const values = new Map<string, Json | typeof BARE>()
  const problems: Problem[] = []
  for (const [key, value] of named) {
    const parameter =
      parameters.find((candidate) => candidate.name === key) ??
      parameters.find((candidate) => plainName(candidate.name) === plainName(key))
    if (!parameter) problems.push(unknownArgument(key, parameters))
    else if (values.has(parameter.name))
      problems.push(problem('argument.twice', `"${parameter.name}" is given twice. Give it once.`, parameter.name))
    else values.set(parameter.name, value)
  }
  if (free === '') return { values, problems }
  const open = parameters.filter(
    (parameter) => (parameter.type === 'text' || parameter.type === 'string') && !values.has(parameter.name),
  )
  const taker = open.find((parameter) => isRequired(parameter)) ?? open[0]
  if (taker) values.set(taker.name, free)
  else problems.push(unexpectedText(free, parameters))
  return { values, problems }
}

function unknownArgument(key: string, parameters: readonly Parameter[]): Problem {
  const names = parameters.map((parameter) => parameter.name)
  const meant = didYouMean(key, names)
  const known = names.length === 0 ? ' This command takes no arguments.' : ` It takes ${names.join(', ')}.`
  return problem(
    'argument.unknown',
    `There is no argument "${key}".${meant === '' ? known : meant} For plain text, write it in quotes.`,
    key,
  )
}

function unexpectedText(free: string, parameters: readonly Parameter[]): Problem {
  const shown = free.length > 40 ? `${free.slice(0, 40)}…` : free
  const names = parameters.map((parameter) => `${parameter.name}=…`)
  const known =
    names.length === 0 ? 'This command takes no arguments.' : `Name the argument it is for: ${names.join(', ')}.`
  return problem('argument.unexpected-text', `Nothing takes the text "${shown}". ${known}`)
}

function missing(parameter: Parameter): Problem {
  const what = parameter.description === undefined ? '' : ` (${parameter.description.replace(/\.$/, '')})`
  return problem(
    'argument.missing',
    `"${parameter.name}" is missing${what}. Give it as ${parameter.name}=…: ${typeInWords(parameter)}.`,
    parameter.name,
  )
}

function problem(code: string, message: string, field?: string): Problem {
  return { severity: 'error', code, message, ...(field !== undefined && { field }) }
}

const isTextual = ({ type }: Parameter): boolean => type === 'string' || type === 'text'

const TRUE: ReadonlySet<string> = new Set(['true', 'yes', 'on', '1'])
const FALSE: ReadonlySet<string> = new Set(['false', 'no', 'off', '0'])

type ReadValue = { readonly value: Json } | { readonly message: string }

function readAs(parameter: Parameter, argument: Json | typeof BARE): ReadValue {
  if (argument === BARE && isTextual(parameter)) return { message: refusal(parameter, true) }
  const given = argument === BARE ? true : argument
  const value =
    typeof given === 'string'
      ? fromText(parameter, given)
      : isTextual(parameter) && typeof given !== 'object'
        ? asText(given)
        : given
  if (value !== undefined && fitsType(value, parameter)) return { value }
  return { message: refusal(parameter, given) }
}

/** Undefined where the text does not say a value of the type. */
function fromText({ type, options }: Parameter, text: string): Json | undefined {
  const trimmed = text.trim()
  switch (type) {
    case 'number':
      return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(trimmed) && Number.isFinite(Number(trimmed))
        ? Number(trimmed)
        : undefined
    case 'boolean':
      return TRUE.has(trimmed.toLowerCase()) ? true : FALSE.has(trimmed.toLowerCase()) ? false : undefined
    case 'enum':
      return options?.includes(text) ? text : options?.find((option) => option.toLowerCase() === trimmed.toLowerCase())
    case 'json':
      return jsonFrom(text, trimmed)
    default:
      return text
  }
}

/** Bare words are text; what begins like JSON must be JSON. */
function jsonFrom(text: string, trimmed: string): Json | undefined {
  try {
    return JSON.parse(trimmed) as Json // what JSON.parse gives is Json
  } catch {
    return /^[[{"]/.test(trimmed) ? undefined : text
  }
}

function refusal(parameter: Parameter, given: Json): string {
  const wanted = `"${parameter.name}" must be ${typeInWords(parameter)}`
  if (given === true && parameter.type !== 'boolean') return `${wanted}, but no value follows it.`
  const meant =
    parameter.type === 'enum' && typeof given === 'string' ? closest(given, parameter.options ?? []) : undefined
  const text = JSON.stringify(given)
  return `${wanted}, not ${text.length > 40 ? `${text.slice(0, 40)}…` : text}.${meant === undefined ? '' : ` Did you mean "${meant}"?`}`
}
