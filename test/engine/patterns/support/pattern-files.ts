/** The workflow files beside the tests. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { registryOf } from '#main/nodes/registry.ts'
import { parseWorkflow } from '#shared/workflow/parse.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import type { Pattern } from '../patterns.ts'

export const PATTERNS_FOLDER = join(import.meta.dirname, '..')
const KINDS = registryOf()

export const patternFiles = (): readonly string[] =>
  readdirSync(PATTERNS_FOLDER)
    .filter((name) => name.endsWith('.flow.json'))
    .sort()

/** Those of one pattern; its own, whose name is the pattern's, first. */
export function filesOf({ number, name }: Pattern): readonly string[] {
  const prefix = `wcp-${String(number).padStart(2, '0')}-`
  const own = `${prefix}${name.toLowerCase().replaceAll(/[^a-z]+/g, '-')}.flow.json`
  const files = patternFiles().filter((file) => file.startsWith(prefix))
  return [...files.filter((file) => file === own), ...files.filter((file) => file !== own)]
}

export const textOf = (file: string): string => readFileSync(join(PATTERNS_FOLDER, file), 'utf8')

export function workflowIn(file: string): Workflow {
  const { workflow, problems } = parseWorkflow(textOf(file))
  if (!workflow) throw new Error(`${file}: ${problems[0]?.message}`)
  return workflow
}

/** Kinds that a file needs and this Slashflow does not have. */
export function missingKinds(files: readonly string[]): readonly string[] {
  const kinds = files.flatMap((file) => workflowIn(file).nodes.map((node) => node.kind))
  return [...new Set(kinds)].filter((kind) => !KINDS.has(kind)).sort()
}
