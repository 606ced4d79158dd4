/**
 * Finds commands: those of a workspace (`<workspace>/.slashflow`) before the user's (`<home>/workflows`) before the bundled
 * ones, also where a file is broken: better an error than another command than the one that was meant.
 */
import { CallError } from '#shared/ipc/call-error.ts'
import type { WorkflowDocument, WorkflowSummary } from '#shared/ipc/views/workflow-views.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { fileOf, placeOf, placeOfPath, type WorkflowFolders, type WorkflowPlace, workspaceFolder } from './refs.ts'
import type { TrustStore } from './trust-store.ts'
import type { KindKnowledge } from './workflow-checks.ts'
import { documentOf, filesIn, keepContent, nameOf, readText, summaryOf } from './workflow-file.ts'

export interface FoundWorkflow {
  readonly place: WorkflowPlace
  readonly document: WorkflowDocument
}

export class WorkflowLookup {
  readonly folders: WorkflowFolders
  readonly #kinds: KindKnowledge
  readonly #trust: TrustStore

  constructor(folders: WorkflowFolders, kinds: KindKnowledge, trust: TrustStore) {
    this.folders = folders
    this.#kinds = kinds
    this.#trust = trust
  }

  async list(workspace: string): Promise<readonly WorkflowSummary[]> {
    const seen = new Set<string>()
    const summaries = (await this.#allIn(this.#searched(workspace))).map(({ place, document }) => {
      const name = nameOf(document, place.path)
      const shadowed = seen.has(name)
      seen.add(name)
      return summaryOf(document, place.path, shadowed)
    })
    return summaries.sort((a, b) => compare(a.name, b.name) || Number(a.shadowed) - Number(b.shadowed))
  }

  /** Looks at the file of that name first, so that a run does not read every file. */
  async find(name: string, workspace: string): Promise<WorkflowDocument | null> {
    const trusted = await this.#trust.hashes()
    for (const folder of this.#searched(workspace)) {
      const own = await this.#load(placeOfPath(fileOf(folder, name), this.folders), trusted)
      if (own && nameOf(own.document, own.place.path) === name) return own.document
      const other = await this.named(name, folder)
      if (other) return other.document
    }
    return null
  }

  /** Null where there is no such file. */
  async at(place: WorkflowPlace): Promise<FoundWorkflow | null> {
    return this.#load(place, await this.#trust.hashes())
  }

  /** Throws CallError `workflow.not-found`, `workflow.invalid-ref`. */
  async read(ref: string): Promise<WorkflowDocument> {
    const place = placeOf(ref, this.folders)
    const found = await this.at(place)
    if (found) return found.document
    throw new CallError(
      'workflow.not-found',
      `There is no workflow at ${place.source === 'bundled' ? ref : place.path}. It may have been moved or deleted.`,
    )
  }

  /** What is there once this text has been written, without reading it again: it says `workflow`. */
  async written(place: WorkflowPlace, text: string, workflow: Workflow): Promise<WorkflowDocument> {
    keepContent(text, workflow, this.#kinds)
    return documentOf(place, { text }, this.#kinds, await this.#trust.hashes())
  }

  async named(name: string, folder: string): Promise<FoundWorkflow | undefined> {
    return (await this.#allIn([folder])).find(({ place, document }) => nameOf(document, place.path) === name)
  }

  #searched(workspace: string): readonly string[] {
    return [...(workspace === '' ? [] : [workspaceFolder(workspace)]), this.folders.user, this.folders.bundled]
  }

  async #load(place: WorkflowPlace, trusted: ReadonlySet<string>): Promise<FoundWorkflow | null> {
    const file = await readText(place.path)
    return file && { place, document: documentOf(place, file, this.#kinds, trusted) }
  }

  /** Folder by folder; of two files with one name in a folder, the one that is called so comes first. */
  async #allIn(folders: readonly string[]): Promise<readonly FoundWorkflow[]> {
    const trusted = await this.#trust.hashes()
    const groups = await Promise.all(
      folders.map(async (folder) => {
        const paths = await filesIn(folder)
        const loaded = await Promise.all(paths.map((path) => this.#load(placeOfPath(path, this.folders), trusted)))
        const found = loaded.filter((entry) => entry !== null)
        const isCalledSo = ({ document, place }: FoundWorkflow): boolean =>
          place.path === fileOf(folder, nameOf(document, place.path))
        return [...found.filter(isCalledSo), ...found.filter((entry) => !isCalledSo(entry))]
      }),
    )
    return groups.flat()
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
