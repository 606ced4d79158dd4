/**
 * What the window does to the workflows that are open: opens, changes, undoes, saves, takes back. What there is of each is in
 * `document/store.ts`; how steps of undo come about in `document/history.ts`; what is kept on disk while one edits in
 * `document/drafts.ts`; what happens when the file changes in `document/disk.ts`.
 */
import { CallError } from '#shared/ipc/call-error.ts'
import type { WorkflowDocument } from '#shared/ipc/views.ts'
import { sameJson } from '#shared/same-json.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { bridge, errorSentence } from '../bridge/bridge.ts'
import { moveBreakpoints } from './breakpoints.ts'
import { readDocument } from './document/disk.ts'
import { forgetDraft, keepDraft } from './document/drafts.ts'
import { capture, continues, type History, type OpenStep, redone, undone } from './document/history.ts'
import { checkSoon } from './document/problems.ts'
import { documentAt, drop, existing, NOTHING_READ, type OpenDocument, put, useDocuments } from './document/store.ts'
import { renameTab } from './view.ts'

/** The open document, or undefined where nobody opened it yet: `openDocument` does. */
export const documentNow = documentAt

export function useDocument(ref: string): OpenDocument | undefined {
  return useDocuments(({ byRef }) => byRef[ref])
}

/** Reads the file, and takes up the draft that was left, if any. Harmless where it is open. */
export async function openDocument(ref: string): Promise<void> {
  if (documentNow(ref)) return
  put({ ref, ...NOTHING_READ })
  await readDocument(ref)
}

/** By document: the step that the next edit with the same key continues. */
const openSteps = new Map<string, OpenStep>()

/**
 * Applies an edit. Edits with the same `coalesce` key, one after the other without a pause, are one step of undo (typing in a
 * field); `document/history.ts` says when exactly.
 */
export function changeDocument(ref: string, edit: (workflow: Workflow) => Workflow, coalesce?: string): void {
  const before = documentNow(ref)
  if (!before?.workflow) return
  const workflow = edit(before.workflow)
  if (workflow === before.workflow) return
  const joins = continues(openSteps.get(ref), coalesce, Date.now())
  if (coalesce === undefined) openSteps.delete(ref)
  else openSteps.set(ref, { key: coalesce, at: Date.now() })
  edited(before, capture({ ...before, workflow: before.workflow }, workflow, joins))
}

export const undoDocument = (ref: string): void => move(ref, undone)

export const redoDocument = (ref: string): void => move(ref, redone)

function move(ref: string, step: (history: History) => History | undefined): void {
  const before = documentNow(ref)
  const moved = before?.workflow && step({ ...before, workflow: before.workflow })
  if (!before || !moved) return
  openSteps.delete(ref)
  edited(before, moved)
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
  forgetDraft(ref)
  put({ ...existing(ref), workflow: undefined, dirty: false, conflict: false, error: undefined, past: [], future: [] })
  await readDocument(ref)
}

/** Trusts the file exactly as it is on disk. Rejects with a CallError where it changed meanwhile. */
export async function trustDocument(ref: string): Promise<void> {
  const { saved } = existing(ref)
  if (saved) put({ ...existing(ref), saved: await bridge.call('workflows.trust', { ref, hash: saved.hash }) })
}

function finishSave(ref: string, saved: WorkflowDocument, written: Workflow): void {
  forgetDraft(ref)
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

function edited(before: OpenDocument, { workflow, past, future }: History): void {
  const dirty = !sameJson(workflow, before.saved?.workflow)
  put({ ...before, workflow, past, future, dirty, error: before.conflict ? before.error : undefined })
  keepDraft(before.ref)
  checkSoon(before.ref)
}
