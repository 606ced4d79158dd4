/** An issue of the file's schema as a sentence that names the node, the field and the way out. */
import type { z } from 'zod'
import { isJsonObject, type Json } from '../json.ts'
import { closest } from './did-you-mean.ts'
import { fieldPath } from './field-path.ts'
import type { JsonPath, Locate } from './json-source.ts'
import type { Problem } from './problem.ts'

type Issue = z.core.$ZodIssue

export function schemaProblem(issue: Issue, file: Json, locate: Locate | undefined): Problem {
  const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)))
  const subject = subjectOf(path, file)
  const field = fieldPath(subject.field)
  const named = field === '' ? subject.name : `${subject.name}: "${field}"`
  return {
    severity: 'error',
    code: 'file.invalid',
    message: `${named} ${sentence(issue, valueAt(file, path), path)}`,
    ...(subject.nodeId !== undefined && { nodeId: subject.nodeId }),
    ...(field !== '' && { field }),
    ...(path[0] === 'edges' && typeof path[1] === 'number' && { edge: path[1] }),
    ...locate?.(path),
  }
}

export function valueAt(value: Json, path: JsonPath): Json | undefined {
  let here: Json | undefined = value
  for (const step of path) {
    if (Array.isArray(here) && typeof step === 'number') here = here[step]
    else if (isJsonObject(here) && Object.hasOwn(here, step)) here = here[step]
    else return undefined
  }
  return here
}

interface Subject {
  readonly name: string
  readonly nodeId?: string
  /** What is left of the path inside the subject. */
  readonly field: JsonPath
}

function subjectOf(path: JsonPath, file: Json): Subject {
  const [list, index, ...rest] = path
  if (typeof index !== 'number') return { name: 'The file', field: path }
  const item = valueAt(file, [list ?? '', index])
  const text = (key: string) => (isJsonObject(item) && typeof item[key] === 'string' ? item[key] : undefined)
  if (list === 'nodes') {
    const id = text('id')
    return id === undefined
      ? { name: `Node ${index + 1}`, field: rest }
      : { name: `Node "${id}"`, nodeId: id, field: rest }
  }
  if (list === 'edges')
    return { name: `Edge ${index + 1} (${text('from') ?? '?'} → ${text('to') ?? '?'})`, field: rest }
  if (list === 'parameters')
    return { name: `Parameter ${text('name') === undefined ? index + 1 : `"${text('name')}"`}`, field: rest }
  return { name: 'The file', field: path }
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'text in double quotes',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'an object',
  record: 'an object',
}

function sentence(issue: Issue, value: Json | undefined, path: JsonPath): string {
  if (value === undefined) return 'is missing.'
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${TYPES[issue.expected] ?? issue.expected}, not ${kindOf(value)}.`
    case 'invalid_value': {
      const names = issue.values.map(String)
      const meant = typeof value === 'string' ? closest(value, names) : undefined
      return `must be one of ${names.join(', ')}, not ${shown(value)}.${meant === undefined ? '' : ` Did you mean "${meant}"?`}`
    }
    case 'too_small':
      return typeof value === 'number'
        ? `must be at least ${issue.minimum}, not ${value}.`
        : value === ''
          ? 'must not be empty.'
          : `needs at least ${issue.minimum}.`
    case 'too_big':
      return typeof value === 'number'
        ? `must be at most ${issue.maximum}, not ${value}.`
        : `has more than ${issue.maximum}.`
    case 'unrecognized_keys':
      return `has no field ${issue.keys.map((key) => `"${key}"`).join(', ')}.`
    case 'invalid_union':
      return `must be ${path.includes('layout') ? '[x, y] or { "at": [x, y] }' : '"all", "any", "each" or { "count": 2 }'}, not ${shown(value)}.`
    default:
      return `is ${shown(value)}. ${issue.message}.`
  }
}

function kindOf(value: Json): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'an object'
  return typeof value === 'string' ? 'text' : String(value)
}

function shown(value: Json): string {
  const text = JSON.stringify(value)
  return text.length > 40 ? kindOf(value) : text
}
