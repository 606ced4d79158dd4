/**
 * The commands, to list, read and change.
 *
 *   C1. A file is replaced as a whole, and only while it still is the version that an edit began with.
 *   C2. Nothing is destroyed: a deleted file is moved into the data folder.
 *   C3. An edit made here by a person keeps the trust of the version it began with; a file that changed otherwise asks anew.
 */
import { basename, dirname, join } from 'node:path'
import { CallError } from '#shared/ipc/call-error.ts'
import type { WorkflowCaller, WorkflowDocument, WorkflowSummary } from '#shared/ipc/views/workflow-views.ts'
import { canonicalText } from '#shared/workflow/canonical.ts'
import type { Problem } from '#shared/workflow/problem.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { callersIn } from './callers.ts'
import { CommandWriter, type CommandWriterOptions } from './command-writer.ts'
import { type CreatedCommand, createCommand, type NewCommand } from './create-command.ts'
import { DeletedCommands } from './deleted-commands.ts'
import { putAside, refuseWithoutWorkspace, removeFile } from './file-moves.ts'
import { WorkflowLookup } from './lookup.ts'
import { besideWith } from './moved-file.ts'
import { MovedNotes } from './moved-notes.ts'
import { refuseName } from './new-workflow.ts'
import { placeOf, placeOfPath, workspaceFolder } from './refs.ts'
import { SentEdits } from './sent-edits.ts'
import { TrustStore, trustHash } from './trust-store.ts'
import { problemsOf } from './workflow-checks.ts'

/** By then the window has drawn the document. */
const PREPARED_AFTER_MS = 500

export interface WorkflowCatalogOptions extends CommandWriterOptions {
  /** Folder of the bundled commands. */
  readonly bundled: string
  /** A command has another name; `stays` where one of the old name is still found. Must not throw. */
  readonly renamed?: (from: string, to: string, found: { readonly stays: boolean }) => Promise<void>
}

export class WorkflowCatalog {
  readonly #options: WorkflowCatalogOptions
  readonly #lookup: WorkflowLookup
  readonly #writer: CommandWriter
  readonly edits: SentEdits
  readonly trusted: TrustStore
  /** What was deleted. */
  readonly deleted: DeletedCommands
  readonly #warnings = new Set<string>()
  readonly #moved: MovedNotes

  constructor(options: WorkflowCatalogOptions) {
    const { home, bundled, kinds } = options
    this.#options = options
    this.#moved = new MovedNotes(home)
    this.trusted = new TrustStore({
      ...options,
      path: join(home, 'trust.json'),
      warn: (warning) => this.#warnings.add(warning),
    })
    this.#lookup = new WorkflowLookup({ bundled, user: join(home, 'workflows') }, kinds, this.trusted)
    this.#writer = new CommandWriter(options, this.#lookup, this.trusted)
    this.edits = new SentEdits(kinds)
    this.deleted = new DeletedCommands(options, this.#lookup, this.#writer)
  }

  /** The user's folder, for the watcher. */
  get userFolder(): string {
    return this.#lookup.folders.user
  }

  /** Sentences for the person about a damaged trust file, so far. */
  warnings(): readonly string[] {
    return [...this.#warnings]
  }

  /** By name; `workspace` may be empty. */
  list(workspace: string): Promise<readonly WorkflowSummary[]> {
    return this.#lookup.list(workspace)
  }

  /** The command that `/name` runs, or null. */
  find(name: string, workspace: string): Promise<WorkflowDocument | null> {
    return this.#lookup.find(name, workspace)
  }

  /** Throws CallError `workflow.not-found`, `workflow.invalid-ref`. */
  read(ref: string): Promise<WorkflowDocument> {
    return this.#lookup.read(ref)
  }

  /**
   * Makes a moment later what the first Save of a document needs of each of its nodes, in code that has not run before:
   * whoever opened it edits it next.
   */
  prepareSave({ ref, source, workflow }: WorkflowDocument): void {
    if (source !== 'bundled') this.#options.versions?.opened(ref)
    if (!workflow) return
    const prepare = () => {
      canonicalText(workflow, this.#options.kinds.catalog)
      trustHash(workflow)
    }
    setTimeout(prepare, PREPARED_AFTER_MS).unref()
  }

  /** Null for a bundled command, whose file is nobody's to edit. Throws CallError `workflow.invalid-ref`. */
  pathOf(ref: string): string | null {
    const { path, source } = placeOf(ref, this.#lookup.folders)
    return source === 'bundled' ? null : path
  }

  /** Null where there is no file. Throws CallError `workflow.invalid-ref`. */
  async standing(ref: string): Promise<Pick<WorkflowDocument, 'hash' | 'trusted'> | null> {
    const found = await this.#lookup.at(placeOf(ref, this.#lookup.folders))
    return found && { hash: found.document.hash, trusted: found.document.trusted }
  }

  check(workflow: Workflow): readonly Problem[] {
    return problemsOf(workflow, this.#options.kinds)
  }

  /** Throws CallError `workflow.changed`, `workflow.name-taken`, `workflow.disk-full`, `workflow.read-only`, `workflow.no-folder`. */
  async save(ref: string, workflow: Workflow, baseHash?: string): Promise<WorkflowDocument> {
    const place = placeOf(ref, this.#lookup.folders)
    const before = (await this.#lookup.at(place))?.document
    if (baseHash !== undefined && (before?.hash ?? '') !== baseHash) {
      const what = !before ? 'deleted' : baseHash === '' ? 'created' : 'changed'
      throw new CallError(
        'workflow.changed',
        `${basename(place.path)} was ${what} on disk since you opened it, so nothing was written. Open it again, or save your version under another name.`,
      )
    }
    const target = place.source === 'bundled' ? this.#writer.place('user', workflow.name, '') : place
    if (target !== place) await this.#writer.refuseTaken(workflow.name, target)
    else if (before?.workflow?.name !== workflow.name)
      await this.#writer.refuseTaken(workflow.name, target, target.path)
    if (target === place && before) await this.#options.versions?.before(target.ref, target.path, before)
    return this.#writer.write(target, workflow, before?.trusted ?? false)
  }

  /** Throws as `save`, and CallError `workflow.invalid-name`, `workflow.unreadable`, `workspace.missing`. */
  create(wanted: NewCommand): Promise<CreatedCommand> {
    return createCommand(wanted, this.#lookup, this.#writer)
  }

  /** Another name, another folder, or both. Throws as `create`, and CallError `workflow.bundled`, `workflow.not-found`. */
  async move(
    ref: string,
    { name, source, workspace }: Pick<NewCommand, 'name' | 'source' | 'workspace'>,
  ): Promise<WorkflowDocument> {
    refuseName(name)
    const place = placeOf(ref, this.#lookup.folders)
    if (place.source === 'bundled')
      throw new CallError('workflow.bundled', 'A bundled command stays where it is. Make a copy of your own instead.')
    const document = await this.read(ref)
    if (!document.workflow)
      throw new CallError(
        'workflow.unreadable',
        `${basename(place.path)} cannot be renamed here, because it cannot be read as a workflow. Mend it first.`,
        document.problems,
      )
    if (source === 'workspace') await refuseWithoutWorkspace(workspace)
    const inPlace = source === place.source && (source === 'user' || dirname(place.path) === workspaceFolder(workspace))
    const target = inPlace && document.workflow.name === name ? place : this.#writer.place(source, name, workspace)
    await this.#writer.refuseTaken(name, target, place.path)
    const moved = await this.#writer.write(target, { ...document.workflow, name }, document.trusted, place.ref)
    if (target.path !== place.path) {
      await this.#moved.note(ref, target.ref, document.hash)
      await removeFile(place.path)
      this.#options.changed([ref])
    }
    const before = document.workflow.name
    if (before !== name)
      await this.#options.renamed?.(before, name, { stays: (await this.find(before, workspace)) !== null })
    return moved
  }

  /** The files here that run a command, with the ids of the nodes that do. */
  callers(name: string, workspace: string): Promise<readonly WorkflowCaller[]> {
    return callersIn(this.#lookup, name, workspace)
  }

  /**
   * Where this content is, now that `ref` is gone. Where a person moved it, in whichever window, with the name that it has
   * there. In a file beside it: it was renamed, and its versions go along. Among the deleted: a person put it there.
   */
  async movedTo(ref: string, hash: string): Promise<{ ref: string | null; keptAt: string | null }> {
    const moved = await this.#moved.whereTo(ref, hash)
    if (moved !== undefined && (await this.standing(moved))) return { ref: moved, keptAt: null }
    const found = await besideWith(placeOf(ref, this.#lookup.folders).path, hash)
    if (found === null) return { ref: null, keptAt: await this.deleted.keptAs(ref, hash) }
    const to = placeOfPath(found, this.#lookup.folders).ref
    await this.#options.versions?.moved(ref, to)
    return { ref: to, keptAt: null }
  }

  /** Moves the file into the data folder. Throws CallError `workflow.bundled`, `workflow.not-found`, or as `save`. */
  async remove(ref: string): Promise<{ keptAt: string }> {
    const { path, source } = placeOf(ref, this.#lookup.folders)
    if (source === 'bundled') {
      throw new CallError(
        'workflow.bundled',
        'A bundled command cannot be deleted. One of your own with the same name takes its place.',
      )
    }
    await this.read(ref)
    const keptAt = await putAside(this.#options.home, path, this.#options.now())
    this.#options.changed([ref])
    return { keptAt }
  }

  /** Trusts this version and no other. Throws CallError `workflow.changed` where the file has another by now. */
  async trust(ref: string, hash: string): Promise<WorkflowDocument> {
    const { hash: present, workflow, problems } = await this.read(ref)
    if (present !== hash) {
      throw new CallError(
        'workflow.changed',
        'The file changed since you looked at it, so it was not trusted. Look at what it does now.',
      )
    }
    if (!workflow) {
      throw new CallError(
        'workflow.unreadable',
        'A file that cannot be read as a workflow cannot be trusted.',
        problems,
      )
    }
    await this.#writer.addTrust(workflow)
    this.#options.changed([ref])
    return this.read(ref)
  }
}
