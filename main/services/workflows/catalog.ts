/**
 * The commands, to list, read and change.
 *
 *   C1. A file is replaced as a whole, and only while it still is the version that an edit began with.
 *   C2. Nothing is destroyed: a deleted file is moved into the data folder.
 *   C3. An edit made here by a person keeps the trust of the version it began with; a file that changed otherwise asks anew.
 */
import { copyFile, mkdir, rename, stat, unlink } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { CallError } from '#shared/ipc/call-error.ts'
import type { WorkflowDocument, WorkflowSummary } from '#shared/ipc/views.ts'
import { canonicalText } from '#shared/workflow/canonical.ts'
import type { Problem } from '#shared/workflow/problem.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { WorkflowLookup } from './lookup.ts'
import { newWorkflow, refuseName } from './new-workflow.ts'
import { fileOf, placeOf, placeOfPath, type WorkflowPlace, workspaceFolder } from './refs.ts'
import { TrustStore } from './trust-store.ts'
import { type KindKnowledge, problemsOf } from './workflow-checks.ts'
import { filesIn, hashOf, readText } from './workflow-file.ts'
import { notWritten } from './write-error.ts'

export interface WorkflowCatalogOptions {
  readonly home: string
  /** Folder of the bundled commands. */
  readonly bundled: string
  readonly kinds: KindKnowledge
  /** Replaces a file as a whole; makes its folder. */
  readonly write: (path: string, text: string) => Promise<void>
  readonly now: () => number
  /** Keeps what a Save replaces, and what it writes, as versions. */
  readonly versions?: {
    before(ref: string, path: string, text: string): Promise<void>
    after(ref: string, text: string): Promise<void>
  }
  /** A command was added, changed, trusted or removed here. */
  readonly changed: (refs: readonly string[]) => void
}

export interface NewWorkflow {
  readonly name: string
  readonly title?: string | undefined
  readonly source: 'user' | 'workspace'
  readonly workspace: string
  /** A command to copy. */
  readonly from?: string | undefined
}

export class WorkflowCatalog {
  readonly #options: WorkflowCatalogOptions
  readonly #lookup: WorkflowLookup
  readonly #trust: TrustStore
  readonly #warnings = new Set<string>()

  constructor(options: WorkflowCatalogOptions) {
    const { home, bundled, kinds } = options
    this.#options = options
    this.#trust = new TrustStore({
      ...options,
      path: join(home, 'trust.json'),
      warn: (warning) => this.#warnings.add(warning),
    })
    this.#lookup = new WorkflowLookup({ bundled, user: join(home, 'workflows') }, kinds, this.#trust)
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

  /** Null for a bundled command, whose file is nobody's to edit. Throws CallError `workflow.invalid-ref`. */
  pathOf(ref: string): string | null {
    const { path, source } = placeOf(ref, this.#lookup.folders)
    return source === 'bundled' ? null : path
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
    const target = place.source === 'bundled' ? this.#place('user', workflow.name, '') : place
    if (target !== place) await this.#refuseTaken(workflow.name, target)
    else if (before?.workflow?.name !== workflow.name) await this.#refuseTaken(workflow.name, target, target.path)
    if (target === place && before) await this.#options.versions?.before(target.ref, target.path, before.text)
    return this.#write(target, workflow, before?.trusted ?? false)
  }

  /** Throws as `save`, and CallError `workflow.invalid-name`, `workflow.unreadable`, `workspace.missing`. */
  async create({ name, title, source, workspace, from }: NewWorkflow): Promise<WorkflowDocument> {
    refuseName(name)
    if (source === 'workspace') await refuseWithoutWorkspace(workspace)
    const target = this.#place(source, name, workspace)
    await this.#refuseTaken(name, target)
    if (from === undefined) await this.#refuseShadowing(name, workspace)
    const model = from === undefined ? undefined : await this.read(from)
    if (model && !model.workflow) {
      throw new CallError(
        'workflow.unreadable',
        `${from} cannot be copied, because it cannot be read as a workflow.`,
        model.problems,
      )
    }
    return this.#write(target, newWorkflow(name, title, model?.workflow), model?.trusted ?? true)
  }

  /** The file beside `ref` that has this content now, where `ref` itself is gone: it was renamed. Null where there is none. */
  async movedTo(ref: string, hash: string): Promise<string | null> {
    const { path } = placeOf(ref, this.#lookup.folders)
    for (const other of await filesIn(dirname(path))) {
      const file = other === path ? null : await readText(other)
      if (file && !file.problem && hashOf(file.text) === hash) return placeOfPath(other, this.#lookup.folders).ref
    }
    return null
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
    const folder = join(this.#options.home, 'deleted')
    const time = new Date(this.#options.now()).toISOString().replaceAll(':', '-')
    const keptAt = join(folder, `${time}-${basename(path)}`)
    try {
      // On a read-only disk the recursive form says only that there is no such folder; the plain form says why.
      await mkdir(folder, { recursive: true }).catch(() => mkdir(folder))
      await move(path, keptAt)
    } catch (error) {
      throw notWritten(error, path)
    }
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
    await this.#addTrust(workflow)
    this.#options.changed([ref])
    return this.read(ref)
  }

  #place(source: NewWorkflow['source'], name: string, workspace: string): WorkflowPlace {
    const { folders } = this.#lookup
    return placeOfPath(fileOf(source === 'user' ? folders.user : workspaceFolder(workspace), name), folders)
  }

  /** `besides`: the file that is going to be replaced. */
  async #refuseTaken(name: string, target: WorkflowPlace, besides?: string): Promise<void> {
    const found = await this.#lookup.named(name, dirname(target.path))
    if (!found || found.place.path === besides) return
    throw new CallError(
      'workflow.name-taken',
      `There is a /${name} already, in ${found.place.path}. Open that one, or choose another name.`,
    )
  }

  /** An empty command must not take the place of one that does something. */
  async #refuseShadowing(name: string, workspace: string): Promise<void> {
    const other = await this.find(name, workspace)
    if (!other) return
    throw new CallError(
      'workflow.name-taken',
      `There is a ${other.source} command /${name} already. Open it and save your own version, or choose another name.`,
    )
  }

  async #write(target: WorkflowPlace, workflow: Workflow, trusted: boolean): Promise<WorkflowDocument> {
    const text = canonicalText(workflow, this.#options.kinds.catalog)
    try {
      await this.#options.write(target.path, text)
    } catch (error) {
      throw notWritten(error, target.path)
    }
    if (trusted) await this.#addTrust(workflow)
    await this.#options.versions?.after(target.ref, text)
    this.#options.changed([target.ref])
    return this.read(target.ref)
  }

  async #addTrust(workflow: Workflow): Promise<void> {
    try {
      await this.#trust.add(workflow)
    } catch (error) {
      throw notWritten(error, join(this.#options.home, 'trust.json'))
    }
  }
}

async function refuseWithoutWorkspace(workspace: string): Promise<void> {
  const found = workspace === '' ? null : await stat(workspace).catch(() => null)
  if (found?.isDirectory()) return
  throw new CallError(
    'workspace.missing',
    `${workspace === '' ? 'No workspace is chosen' : `The workspace ${workspace} is not there any more`}. Choose one, or make the command your own.`,
  )
}

/** Data folder and workspace may lie on two disks. */
async function move(from: string, to: string): Promise<void> {
  try {
    await rename(from, to)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EXDEV')) throw error
    await copyFile(from, to)
    await unlink(from)
  }
}
