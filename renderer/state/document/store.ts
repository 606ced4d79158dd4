/** The documents that are open in this window, by ref. Everything else about a document is a change of an entry here. */
import { create } from 'zustand'
import type { WorkflowDocument } from '#shared/ipc/views.ts'
import type { Problem } from '#shared/workflow/problem.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import type { Step } from './history.ts'

export interface OpenDocument {
  readonly ref: string
  /** As it is on disk; undefined until it has been read. */
  readonly saved: WorkflowDocument | undefined
  /** As it is being edited; undefined where the file cannot be read as a workflow (`saved.text` is what is there). */
  readonly workflow: Workflow | undefined
  readonly dirty: boolean
  readonly problems: readonly Problem[]
  readonly saving: boolean
  /** Another program changed the file since the edit began; saving asks which one to keep. */
  readonly conflict: boolean
  /** Why it could not be read or saved. */
  readonly error: string | undefined
  /** Oldest first. */
  readonly past: readonly Step[]
  /** The next one first. */
  readonly future: readonly Step[]
}

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
  conflict: false,
  error: undefined,
  past: [],
  future: [],
}
