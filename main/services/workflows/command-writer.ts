/** How a command gets into its file: which name is free, and what goes with what is written. */
import { dirname, join } from 'node:path'
import { CallError } from '#shared/ipc/call-error.ts'
import type { WorkflowDocument } from '#shared/ipc/views/workflow-views.ts'
import { canonicalText } from '#shared/workflow/canonical.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { putAside } from './file-moves.ts'
import type { WorkflowLookup } from './lookup.ts'
import { fileOf, placeOfPath, type WorkflowPlace, workspaceFolder } from './refs.ts'
import type { TrustStore } from './trust-store.ts'
import type { KindKnowledge } from './workflow-checks.ts'
import { notWritten } from './write-error.ts'

export interface CommandWriterOptions {
  readonly home: string
  readonly kinds: KindKnowledge
  /** Replaces a file as a whole; makes its folder. */
  readonly write: (path: string, text: string) => Promise<void>
  readonly now: () => number
  /** Keeps what a Save replaces, and what it writes, as versions. */
  readonly versions?: {
    before(ref: string, path: string, content: { readonly text: string; readonly workflow?: Workflow }): Promise<void>
    after(ref: string, content: { readonly text: string; readonly workflow?: Workflow }): void
    moved(from: string, to: string): Promise<void>
    /** A person looks at the file: what nobody kept of it is kept. */
    opened(ref: string): void
    /** The file is gone for good. */
    destroyed(ref: string): Promise<void>
  }
  /** A command was added, changed, trusted or removed here. */
  readonly changed: (refs: readonly string[]) => void
}

export class CommandWriter {
  readonly #options: CommandWriterOptions
  readonly #lookup: WorkflowLookup
  readonly #trust: TrustStore

  constructor(options: CommandWriterOptions, lookup: WorkflowLookup, trust: TrustStore) {
    this.#options = options
    this.#lookup = lookup
    this.#trust = trust
  }

  /** Where a command of this name belongs. */
  place(source: 'user' | 'workspace', name: string, workspace: string): WorkflowPlace {
    const { folders } = this.#lookup
    return placeOfPath(fileOf(source === 'user' ? folders.user : workspaceFolder(workspace), name), folders)
  }

  /** `besides`: the file that is going to be replaced. Throws CallError `workflow.name-taken`. */
  async refuseTaken(name: string, target: WorkflowPlace, besides?: string): Promise<void> {
    const found = await this.#lookup.named(name, dirname(target.path))
    if (!found || found.place.path === besides) return
    throw new CallError(
      'workflow.name-taken',
      `There is a /${name} already, in ${found.place.path}. Open that one, or choose another name.`,
    )
  }

  /** Says where to. Undefined where nothing of this name stands there. */
  async putAsideNamed(name: string, target: WorkflowPlace): Promise<string | undefined> {
    const found = await this.#lookup.named(name, dirname(target.path))
    if (!found) return undefined
    const keptAt = await putAside(this.#options.home, found.place.path, this.#options.now())
    if (found.place.path !== target.path) this.#options.changed([found.place.ref])
    return keptAt
  }

  /** `from`: the ref that it had until now, where it has another one. Throws CallError as `notWritten` says. */
  async write(
    target: WorkflowPlace,
    workflow: Workflow,
    trusted: boolean,
    from: string = target.ref,
  ): Promise<WorkflowDocument> {
    const text = canonicalText(workflow, this.#options.kinds.catalog)
    try {
      await this.#options.write(target.path, text)
    } catch (error) {
      throw notWritten(error, target.path)
    }
    if (trusted) await this.addTrust(workflow)
    if (from !== target.ref) await this.#options.versions?.moved(from, target.ref)
    const written = await this.#lookup.written(target, text, workflow)
    this.#options.versions?.after(target.ref, { text, workflow })
    this.#options.changed([target.ref])
    return written
  }

  async addTrust(workflow: Workflow): Promise<void> {
    try {
      await this.#trust.add(workflow)
    } catch (error) {
      throw notWritten(error, join(this.#options.home, 'trust.json'))
    }
  }
}
