/**
 * The text of a `.flow.json` file as a workflow. What is wrong comes back as problems with line and column, never as an
 * exception: a broken file is shown, not lost.
 */
import { isJsonObject, type Json } from '../json.ts'
import { markedConflict } from './conflict-markers.ts'
import { fieldPath } from './field-path.ts'
import { type JsonPath, type Locate, type LostKey, readJson } from './json-source.ts'
import { type FileObject, MIGRATIONS, type Migration, migrate } from './migrations.ts'
import type { Problem } from './problem.ts'
import { readWorkflow } from './read-parts.ts'
import { schemaProblem, valueAt } from './schema-problem.ts'
import { FORMAT, type Workflow } from './workflow.ts'

export interface ParsedWorkflow {
  /** Absent where the file cannot be read as a workflow; then `problems` has an error. */
  readonly workflow?: Workflow
  readonly problems: readonly Problem[]
  /** Line and column of a value of the file, for later checks. Absent where the text is not JSON or was upgraded. */
  readonly locate?: Locate
}

export interface ParseOptions {
  readonly migrations?: readonly Migration[]
}

const CURRENT = versionOf(FORMAT)

export function parseWorkflow(text: string, { migrations = MIGRATIONS }: ParseOptions = {}): ParsedWorkflow {
  const source = readJson(text)
  if (!source.ok)
    return {
      problems: [conflict(text) ?? error('file.not-json', `This is not JSON. ${source.message}.`, source.place)],
    }
  const { value, locate, lost } = source
  const lostKeys = lost.map((key) => lostKey(key, value))
  if (!isJsonObject(value)) {
    return {
      problems: [
        error('file.not-object', 'A workflow file holds one object: { "format": "slashflow/1", … }.', locate([])),
      ],
      locate,
    }
  }
  const upgraded = upgrade(value, migrations, locate)
  if ('problem' in upgraded) return { problems: [upgraded.problem, ...lostKeys], locate }
  const parsed = parseShape(upgraded.file, upgraded.changed ? undefined : locate)
  return { ...parsed, problems: [...lostKeys, ...parsed.problems], ...(!upgraded.changed && { locate }) }
}

function parseShape(
  file: FileObject,
  locate: Locate | undefined,
): { workflow?: Workflow; problems: readonly Problem[] } {
  try {
    const parsed = readWorkflow(file)
    if (parsed.success) return { workflow: parsed.data, problems: [] }
    return { problems: parsed.error.issues.map((issue) => schemaProblem(issue, file, locate)) }
  } catch (failure) {
    // The schema of `config` follows it to any depth.
    if (failure instanceof RangeError)
      return { problems: [error('file.too-deep', 'The file is nested too deep to be read.')] }
    throw failure
  }
}

type Upgraded = { readonly file: FileObject; readonly changed: boolean } | { readonly problem: Problem }

function upgrade(file: FileObject, migrations: readonly Migration[], locate: Locate): Upgraded {
  const { format } = file
  if (format === FORMAT) return { file, changed: false }
  const place = locate(['format'])
  const version = versionOf(format)
  if (version === undefined) {
    const what =
      format === undefined
        ? 'The file does not say its format'
        : `${JSON.stringify(format)} is not a format of Slashflow`
    return {
      problem: {
        ...error('format.unknown', `${what}. Its first line should be "format": "${FORMAT}".`, place),
        field: 'format',
      },
    }
  }
  if (version > (CURRENT ?? 0)) {
    const message = `This file was made by a newer Slashflow (format ${format}; this one reads ${FORMAT}). Update Slashflow to open it.`
    return { problem: { ...error('format.newer', message, place), field: 'format' } }
  }
  try {
    const migrated = migrate(file, version, CURRENT ?? 0, migrations)
    if (migrated) return { file: migrated, changed: true }
    return {
      problem: {
        ...error('format.too-old', `Format ${format} is older than any this Slashflow can upgrade.`, place),
        field: 'format',
      },
    }
  } catch (failure) {
    const message = `The file could not be upgraded from ${format} to ${FORMAT}: ${failure instanceof Error ? failure.message : String(failure)}`
    return { problem: { ...error('format.upgrade-failed', message, place), field: 'format' } }
  }
}

function versionOf(format: Json | undefined): number | undefined {
  const found = typeof format === 'string' ? /^slashflow\/(\d+)$/.exec(format)?.[1] : undefined
  return found === undefined ? undefined : Number(found)
}

/** Where git could not put two versions together line by line. */
function conflict(text: string): Problem | undefined {
  const marked = markedConflict(text)
  if (!marked) return undefined
  const { ours, theirs, line } = marked
  return error(
    'file.conflict',
    `git left a conflict in this file: ${ours.label} and ${theirs.label} changed the same lines. Open it in the app, which puts the two together node by node, or settle it in an editor.`,
    { line, column: 1 },
  )
}

function lostKey({ path, place, first }: LostKey, file: Json): Problem {
  const key = String(path.at(-1))
  const where = fieldPath(path.slice(0, -1)) || 'the file'
  const message = first
    ? `"${key}" stands twice in ${where}: here and in line ${first.line}. Keep one of them.`
    : `"${key}" in ${where} cannot be the name of a field. Give it another name.`
  const id = path[0] === 'nodes' ? valueAt(file, [...path.slice(0, 2), 'id'] as JsonPath) : undefined
  return {
    ...error(first ? 'file.duplicate-key' : 'file.reserved-key', message, place),
    field: fieldPath(path),
    ...(typeof id === 'string' && { nodeId: id }),
  }
}

function error(code: string, message: string, place?: { readonly line: number; readonly column: number }): Problem {
  return { severity: 'error', code, message, ...place }
}
