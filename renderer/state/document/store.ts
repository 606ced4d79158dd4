/** The documents that are open in this window, by ref. Everything else about a document is a change of an entry here. */
import { create } from 'zustand'
import type { WorkflowDocument } from '#shared/ipc/views/workflow-views.ts'
import type { Conflict } from '#shared/workflow/merge.ts'
import type { Problem } from '#shared/workflow/problem.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import type { Step } from './history.ts'

export interface OpenDocument {
  readonly ref: string
  /** The version of the file that is being edited; undefined until it has been read, and where there was none. */
  readonly saved: WorkflowDocument | undefined
  /** As it is being edited; undefined where the file cannot be read as a workflow (`saved.text` is what is there). */
  readonly workflow: Workflow | undefined
  readonly dirty: boolean
  readonly problems: readonly Problem[]
  readonly saving: boolean
  readonly draft: DraftState
  readonly disk: DiskState
  /** Why it could not be read or saved. */
  readonly error: string | undefined
  /** Oldest first. */
  readonly past: readonly Step[]
  /** The next one first. */
  readonly future: readonly Step[]
}

/** What became of the edits: none, on their way to the disk, on it, or only in this window, and why. */
export type DraftState =
  | { readonly status: 'none' | 'pending' | 'kept' }
  | { readonly status: 'failed'; readonly reason: string }

/** How the file stands to `saved`. */
export type DiskState =
  | { readonly status: 'same' }
  /** There is no file. `keptAt`: a person deleted it, in another window, and there it lies. */
  | { readonly status: 'gone'; readonly keptAt?: string }
  /** Another program wrote what is no workflow. */
  | { readonly status: 'unreadable'; readonly theirs: WorkflowDocument }
  /** Another program changed what was changed here too. */
  | ConflictState

export interface ConflictState {
  readonly status: 'conflict'
  readonly theirs: WorkflowDocument & { readonly workflow: Workflow }
  readonly conflicts: readonly Conflict[]
  /** What both come from. */
  readonly base: Workflow
  /** Where git left both sides in the file: what it calls them, and the file with its marks. */
  readonly sides?: { readonly mine: string; readonly theirs: string; readonly marked: WorkflowDocument }
}

/** Edits that would be gone with the window. Where all is saved, only its steps of undo would, and nobody need be told. */
export const isUnkept = ({ dirty, draft }: OpenDocument): boolean => dirty && draft.status === 'failed'

interface Documents {
  readonly byRef: Readonly<Record<string, OpenDocument>>
}

export const useDocuments = create<Documents>(() => ({ byRef: {} }))

export const documentAt = (ref: string): OpenDocument | undefined => useDocuments.getState().byRef[ref]

export const openDocuments = (): readonly OpenDocument[] => Object.values(useDocuments.getState().byRef)

/** Throws where it is not open: the caller would be wrong. */
export function existing(ref: string): OpenDocument {
  const document = documentAt(ref)
  if (!document) throw new Error(`The document ${ref} is not open`)
  return document
}

export function put(document: OpenDocument): void {
  useDocuments.setState(({ byRef }) => ({ byRef: { ...byRef, [document.ref]: document } }))
}

export function drop(ref: string): void {
  useDocuments.setState(({ byRef }) => ({
    byRef: Object.fromEntries(Object.entries(byRef).filter(([key]) => key !== ref)),
  }))
}

export const NOTHING_READ: Omit<OpenDocument, 'ref'> = {
  saved: undefined,
  workflow: undefined,
  dirty: false,
  problems: [],
  saving: false,
  draft: { status: 'none' },
  disk: { status: 'same' },
  error: undefined,
  past: [],
  future: [],
}
