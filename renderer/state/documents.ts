/**
 * The workflows being edited: one draft a document, with undo, its problems, and saving against the version it began with.
 * Drafts are remembered, so a closed window loses no edit.
 */
import { create } from 'zustand'
import { CallError } from '#shared/ipc/call-error.ts'
import type { WorkflowDocument } from '#shared/ipc/views.ts'
import type { Json } from '#shared/json.ts'
import type { Problem } from '#shared/workflow/problem.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { bridge, errorSentence } from '../bridge/bridge.ts'
import { onReconnected } from '../bridge/connection.ts'
import { moveBreakpoints } from './breakpoints.ts'
import { remember, remembered } from './remembered.ts'
import { renameTab } from './view.ts'

const CHECK_MS = 150
const KEPT_UNDO_STEPS = 200

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
  readonly past: readonly Workflow[]
  readonly future: readonly Workflow[]
}

interface Documents {
  readonly byRef: Readonly<Record<string, OpenDocument>>
}

interface Draft {
  readonly baseHash: string
  readonly workflow: Workflow
}

export const useDocuments = create<Documents>(() => ({ byRef: {} }))

/** The open document, or undefined where nobody opened it yet: `openDocument` does. */
export function useDocument(ref: string): OpenDocument | undefined {
  return useDocuments(({ byRef }) => byRef[ref])
}

export const documentNow = (ref: string): OpenDocument | undefined => useDocuments.getState().byRef[ref]

/** Reads the file, and takes up the draft that was left, if any. Harmless where it is open. */
export async function openDocument(ref: string): Promise<void> {
  if (documentNow(ref)) return
  const empty = {
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
  put({ ref, ...empty })
  await readDocument(ref)
}

/** Applies an edit as one step of undo. Edits with the same `coalesce` key, one after the other, are one step (typing in a field). */
export function changeDocument(ref: string, edit: (workflow: Workflow) => Workflow, coalesce?: string): void {
  const before = documentNow(ref)
  if (!before?.workflow) return
  const workflow = edit(before.workflow)
  if (workflow === before.workflow) return
  const joins =
    coalesce !== undefined && lastCoalesced?.ref === ref && lastCoalesced.key === coalesce && before.past.length > 0
  lastCoalesced = coalesce === undefined ? undefined : { ref, key: coalesce }
  const past = joins ? before.past : [...before.past, before.workflow].slice(-KEPT_UNDO_STEPS)
  edited({ ...before, workflow, past, future: [] })
}

let lastCoalesced: { readonly ref: string; readonly key: string } | undefined

export function undoDocument(ref: string): void {
  const { workflow, past, future } = documentNow(ref) ?? {}
  const previous = past?.at(-1)
  if (!workflow || !previous) return
  lastCoalesced = undefined
  edited({
    ...existing(ref),
    workflow: previous,
    past: past?.slice(0, -1) ?? [],
    future: [workflow, ...(future ?? [])],
  })
}

export function redoDocument(ref: string): void {
  const { workflow, past, future } = documentNow(ref) ?? {}
  const next = future?.[0]
  if (!workflow || !next) return
  lastCoalesced = undefined
  edited({ ...existing(ref), workflow: next, past: [...(past ?? []), workflow], future: future?.slice(1) ?? [] })
}

/**
 * Writes the draft. Resolves with the ref it now has (a bundled command becomes the user's own copy), or null where it was not
 * written: `error` and `conflict` of the document say why. `overwrite` writes over a file that was changed meanwhile.
 */
export async function saveDocument(
  ref: string,
  options: { readonly overwrite?: boolean } = {},
): Promise<string | null> {
  const before = documentNow(ref)
  if (!before?.workflow || !before.saved || before.saving) return null
  const { workflow } = before
  put({ ...before, saving: true, error: undefined })
  try {
    const base = options.overwrite ? {} : { baseHash: before.saved.hash }
    const saved = await bridge.call('workflows.save', { ref, workflow, ...base })
    finishSave(ref, saved, workflow)
    return saved.ref
  } catch (error) {
    const conflict = error instanceof CallError && error.code === 'workflow.changed'
    put({ ...existing(ref), saving: false, conflict, error: errorSentence(error) })
    return null
  }
}

/** Forgets the draft and takes what is on disk. */
export async function revertDocument(ref: string): Promise<void> {
  remember(draftKey(ref), undefined)
  put({ ...existing(ref), workflow: undefined, dirty: false, conflict: false, error: undefined, past: [], future: [] })
  await readDocument(ref)
}

/** Trusts the file exactly as it is on disk. Rejects with a CallError where it changed meanwhile. */
export async function trustDocument(ref: string): Promise<void> {
  const { saved } = existing(ref)
  if (saved) put({ ...existing(ref), saved: await bridge.call('workflows.trust', { ref, hash: saved.hash }) })
}

async function readDocument(ref: string): Promise<void> {
  try {
    const saved = await bridge.call('workflows.read', { ref })
    const before = existing(ref)
    const draft = before.dirty ? undefined : remembered<Draft | undefined>(draftKey(ref), undefined)
    if (before.dirty)
      return put({ ...before, saved: before.saved ?? saved, conflict: before.saved?.hash !== saved.hash })
    if (!draft) return put({ ...before, ...fresh(before, saved), saved, error: undefined, conflict: false })
    put({
      ...before,
      saved: { ...saved, hash: draft.baseHash },
      workflow: draft.workflow,
      dirty: true,
      conflict: draft.baseHash !== saved.hash,
      error: undefined,
    })
    checkSoon(ref)
  } catch (error) {
    put({ ...existing(ref), error: errorSentence(error) })
  }
}

/** Unchanged text keeps the draft's identity and its undo; other text begins anew. */
function fresh(before: OpenDocument, saved: WorkflowDocument): Partial<OpenDocument> {
  if (before.workflow && before.saved?.hash === saved.hash) return {}
  return { workflow: saved.workflow, problems: saved.problems, past: [], future: [] }
}

function finishSave(ref: string, saved: WorkflowDocument, written: Workflow): void {
  remember(draftKey(ref), undefined)
  const now = existing(ref)
  // What was typed while the file was written stays a draft on top of it.
  const untouched = now.workflow === written
  const workflow = untouched ? saved.workflow : now.workflow
  const next = {
    ...now,
    ref: saved.ref,
    saved,
    workflow,
    dirty: !untouched,
    saving: false,
    conflict: false,
    error: undefined,
  }
  if (saved.ref !== ref) drop(ref)
  put(untouched ? { ...next, problems: saved.problems } : next)
  moveBreakpoints(ref, saved.ref)
  renameTab(ref, saved.ref)
}

function edited(document: OpenDocument): void {
  const dirty = JSON.stringify(document.workflow) !== JSON.stringify(document.saved?.workflow)
  put({ ...document, dirty, error: document.conflict ? document.error : undefined })
  const draft: Draft | undefined =
    dirty && document.workflow ? { baseHash: document.saved?.hash ?? '', workflow: document.workflow } : undefined
  remember(draftKey(document.ref), draft)
  checkSoon(document.ref)
}

const checks = new Map<string, ReturnType<typeof setTimeout>>()

/** The problems of the draft, a moment after the last edit. */
function checkSoon(ref: string): void {
  clearTimeout(checks.get(ref))
  const check = async () => {
    checks.delete(ref)
    const { workflow } = documentNow(ref) ?? {}
    if (!workflow) return
    const problems = await bridge.call('workflows.check', { workflow: workflow as Json }) // parsed from JSON, edited as JSON
    if (documentNow(ref)?.workflow === workflow) put({ ...existing(ref), problems })
  }
  // A lost connection: the draft is checked again when it is back.
  checks.set(
    ref,
    setTimeout(() => void check().catch(() => undefined), CHECK_MS),
  )
}

function existing(ref: string): OpenDocument {
  const document = documentNow(ref)
  if (!document) throw new Error(`The document ${ref} is not open`)
  return document
}

function put(document: OpenDocument): void {
  useDocuments.setState(({ byRef }) => ({ byRef: { ...byRef, [document.ref]: document } }))
}

function drop(ref: string): void {
  useDocuments.setState(({ byRef }) => ({
    byRef: Object.fromEntries(Object.entries(byRef).filter(([key]) => key !== ref)),
  }))
}

const draftKey = (ref: string): string => `draft:${ref}`

/** A clean document follows its file; a draft notices that the file moved on. */
function rereadOpen(refs: readonly string[]): void {
  for (const ref of refs) if (documentNow(ref)?.saving === false) void readDocument(ref)
}

bridge.on('workflows.changed', ({ refs }) => rereadOpen(refs))
onReconnected(() => {
  rereadOpen(Object.keys(useDocuments.getState().byRef))
  for (const { ref, dirty } of Object.values(useDocuments.getState().byRef)) if (dirty) checkSoon(ref)
})
