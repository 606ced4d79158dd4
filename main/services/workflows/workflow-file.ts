/** One workflow file: its text, and what it says. A file that cannot be read is a document with a problem, not an exception. */
import { createHash } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { errorCode } from '#shared/error-code.ts'
import type { WorkflowDocument, WorkflowSummary } from '#shared/ipc/views/workflow-views.ts'
import { capabilitiesOf, NO_CAPABILITIES } from '#shared/workflow/capabilities.ts'
import { type Locate, locateIn } from '#shared/workflow/json-source.ts'
import { parseWorkflow } from '#shared/workflow/parse.ts'
import type { Problem } from '#shared/workflow/problem.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { FILE_ENDING, nameFromFile, type WorkflowPlace } from './refs.ts'
import { trustHash } from './trust-store.ts'
import { type KindKnowledge, problemsOf } from './workflow-checks.ts'

/** Far above any graph that a person draws. */
const LARGEST_FILE = 16 * 1024 * 1024

/** Paths of the workflow files in a folder, by name; none where there is no such folder. */
export async function filesIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => [])
  return names
    .filter((name) => name.endsWith(FILE_ENDING) && !name.startsWith('.'))
    .sort()
    .map((name) => join(folder, name))
}

export interface FileText {
  readonly text: string
  readonly problem?: Problem
}

/** Null where there is no such file. */
export async function readText(path: string): Promise<FileText | null> {
  try {
    const found = await stat(path)
    const { size } = found
    if (found.isDirectory()) return unreadable('file.unreadable', `${path} is a folder, not a workflow file.`)
    // A pipe would never answer and a device never end, and a repository may hold a link to one.
    if (!found.isFile())
      return unreadable('file.unreadable', `${path} is a device, pipe or socket, not a workflow file.`)
    if (size > LARGEST_FILE)
      return unreadable('file.too-large', `${path} is larger than ${LARGEST_FILE / 1024 / 1024} MB, so it is not read.`)
    return { text: await readFile(path, 'utf8') }
  } catch (error) {
    const code = errorCode(error)
    if (code === 'ENOENT' || code === 'ENOTDIR') return null
    return unreadable('file.unreadable', `${path} cannot be read (${code ?? String(error)}). Check its permissions.`)
  }
}

const unreadable = (code: string, message: string): FileText => ({
  text: '',
  problem: { severity: 'error', code, message },
})

/** Hex SHA-256 of the text; names the version of a file. */
export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')

export function documentOf(
  place: WorkflowPlace,
  file: FileText,
  kinds: KindKnowledge,
  trusted: ReadonlySet<string>,
): WorkflowDocument {
  const { ref, source } = place
  const base = { ref, source, text: file.text, hash: hashOf(file.text) }
  if (file.problem) return { ...base, trusted: false, problems: [file.problem], capabilities: NO_CAPABILITIES }
  const { workflow, problems, capabilities } = contentOf(file.text, base.hash, kinds)
  if (!workflow) return { ...base, trusted: false, problems, capabilities }
  return {
    ...base,
    workflow,
    trusted: source === 'bundled' || trusted.has(trustHash(workflow)),
    problems,
    capabilities,
  }
}

type Content = Pick<WorkflowDocument, 'problems' | 'capabilities' | 'text'> & { readonly workflow?: Workflow }

/** A text says the same each time it is read, and a Save reads the one before and the one after. */
const READ_CONTENTS = 32
const contents = new WeakMap<KindKnowledge, Map<string, Content>>()

/** What was read under this hash; undefined where that is long ago. */
export function contentKnownAs(hash: string, kinds: KindKnowledge): Content | undefined {
  const content = knownContents(kinds).get(hash)
  if (content) keep(hash, content, kinds)
  return content
}

function contentOf(text: string, hash: string, kinds: KindKnowledge): Content {
  const content = knownContents(kinds).get(hash) ?? readContent(text, kinds)
  keep(hash, content, kinds)
  return content
}

/** What a text says that was made of this workflow, so that it need not be read to know it; but a key that is lost must be told. */
export function keepContent(text: string, workflow: Workflow, kinds: KindKnowledge): void {
  const hash = hashOf(text)
  if (!knownContents(kinds).has(hash) && !text.includes('__proto__'))
    keep(hash, { text, ...contentWith(workflow, kinds, locateIn(text)) }, kinds)
}

function knownContents(kinds: KindKnowledge): Map<string, Content> {
  const known = contents.get(kinds) ?? new Map<string, Content>()
  contents.set(kinds, known)
  return known
}

function keep(hash: string, content: Content, kinds: KindKnowledge): void {
  const known = knownContents(kinds)
  known.delete(hash)
  known.set(hash, content)
  const [oldest] = known.keys()
  if (known.size > READ_CONTENTS && oldest !== undefined) known.delete(oldest)
}

function readContent(text: string, kinds: KindKnowledge): Content {
  const { workflow, problems, locate } = parseWorkflow(text)
  if (!workflow) return { text, problems, capabilities: NO_CAPABILITIES }
  const content = contentWith(workflow, kinds, locate)
  return { text, ...content, problems: [...problems, ...content.problems] }
}

function contentWith(workflow: Workflow, kinds: KindKnowledge, locate: Locate | undefined): Omit<Content, 'text'> {
  return {
    workflow,
    problems: problemsOf(workflow, kinds, locate),
    capabilities: capabilitiesOf(workflow, kinds.catalog),
  }
}

export const nameOf = (document: WorkflowDocument, path: string): string =>
  document.workflow?.name ?? nameFromFile(path)

export function summaryOf(document: WorkflowDocument, path: string, shadowed: boolean): WorkflowSummary {
  const { ref, source, trusted, problems, workflow } = document
  const name = nameOf(document, path)
  return {
    ref,
    source,
    name,
    title: workflow?.title ?? name,
    description: workflow?.description ?? '',
    parameters: workflow?.parameters ?? [],
    trusted,
    problems,
    shadowed,
  }
}
