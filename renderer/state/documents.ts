/**
 * What the window does to the workflows that are open: opens, changes, undoes, saves, takes back. What there is of each is in
 * `document/store.ts`; how steps of undo come about in `document/history.ts`; what is kept on disk while one edits in
 * `document/drafts.ts`; what happens when the file changes in `document/disk.ts`.
 */
import { CallError } from '#shared/ipc/call-error.ts'
import type { WorkflowDocument } from '#shared/ipc/views/workflow-views.ts'
import type { Side } from '#shared/workflow/merge.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { bridge, errorSentence } from '../bridge/bridge.ts'
import { moveBreakpoints } from './breakpoints.ts'
import { followFile, readDocument, settleConflict } from './document/disk.ts'
import { dirtiness, forgetDraft, keepDraft } from './document/drafts.ts'
import { capture, continues, type History, type OpenStep, redone, undone } from './document/history.ts'
import { checkSoon, forgetCheck, keptProblems } from './document/problems.ts'
import { moveDocument, onRenamed } from './document/renamed.ts'
import { whileSaving } from './document/saves.ts'
import { asChange } from './document/sent.ts'
import { tellStepped } from './document/steps.ts'
import { documentAt, existing, NOTHING_READ, type OpenDocument, put, useDocuments } from './document/store.ts'
import { moveDrawnKey } from './drawn-key.ts'
import { moveSelected } from './selected-nodes.ts'
import { moveUnreadTexts } from './unread-texts.ts'
import { renameTab } from './view.ts'

/** The open document, or undefined where nobody opened it yet: `openDocument` does. */
export const documentNow = documentAt

export function useDocument(ref: string): OpenDocument | undefined {
  return useDocuments(({ byRef }) => byRef[ref])
}

/** A part of it: who shows a graph is not drawn again for each word on what became of its draft. */
export function useDocumentPart<Part>(ref: string, part: (document: OpenDocument | undefined) => Part): Part {
  return useDocuments(({ byRef }) => part(byRef[ref]))
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
  const joins = continues(openSteps.get(ref), coalesce, Date.now())
  if (!apply(ref, edit, joins)) return
  if (coalesce === undefined) openSteps.delete(ref)
  else openSteps.set(ref, { key: coalesce, at: Date.now() })
}

/** Applies what follows from the newest edit by itself: undoing that undoes this. */
export const followUp = (ref: string, edit: (workflow: Workflow) => Workflow): void => void apply(ref, edit, true)

/** Returns whether it changed anything. `joins`: it belongs to the newest step. */
function apply(ref: string, edit: (workflow: Workflow) => Workflow, joins: boolean): boolean {
  const before = documentNow(ref)
  const workflow = before?.workflow && edit(before.workflow)
  if (!before?.workflow || !workflow || workflow === before.workflow) return false
  edited(before, capture({ ...before, workflow: before.workflow }, workflow, joins))
  return true
}

/** The field was left: what is typed in it next is a step of its own, however soon. */
export const endStep = (ref: string): void => void openSteps.delete(ref)

export const undoDocument = (ref: string): void => step(ref, undone)

export const redoDocument = (ref: string): void => step(ref, redone)

function step(ref: string, move: (history: History) => History | undefined): void {
  const before = documentNow(ref)
  const moved = before?.workflow && move({ ...before, workflow: before.workflow })
  if (!before?.workflow || !moved) return
  openSteps.delete(ref)
  edited(before, moved)
  tellStepped({ ref, before: before.workflow, after: moved.workflow })
}

/** By ref: what is being written, and what it comes to. */
const writing = new Map<string, Promise<string | null>>()

/**
 * Writes the draft to its file. Resolves with the ref it now has (a bundled command becomes the user's own copy), or null where
 * it was not written: `error` and `disk` of the document say why. `overwrite` writes over a file that was changed meanwhile.
 * Asked again while it is being written, it writes what was typed since, too.
 */
export async function saveDocument(
  ref: string,
  options: { readonly overwrite?: boolean } = {},
): Promise<string | null> {
  const running = writing.get(ref)
  if (!running) {
    const write = writeDocument(ref, options).finally(() => writing.delete(ref))
    writing.set(ref, write)
    return write
  }
  const written = await running
  const isDone = written !== null && documentNow(written)?.dirty !== true
  return isDone ? written : saveDocument(written ?? ref, options)
}

/** What a document is called once the Save that is on its way has ended: a bundled command becomes one's own with its first. */
export const refOnceSaved = async (ref: string): Promise<string> => (await writing.get(ref)) ?? ref

async function writeDocument(ref: string, options: { readonly overwrite?: boolean }): Promise<string | null> {
  const before = documentNow(ref)
  if (!before?.workflow) return null
  const { workflow, saved, disk } = before
  put({ ...before, saving: true, error: undefined })
  const baseHash = disk.status === 'gone' ? '' : (saved?.hash ?? '')
  try {
    const base = options.overwrite ? {} : { baseHash }
    const save = () =>
      asChange(saved, workflow, (change) =>
        bridge.call('workflows.save', { ref, workflow: change ?? workflow, ...base }),
      )
    const written = { ...(await whileSaving(ref, workflow, save)), workflow }
    finishSave(ref, written, workflow)
    return written.ref
  } catch (error) {
    const isChanged = error instanceof CallError && error.code === 'workflow.changed'
    put({ ...existing(ref), saving: false, error: isChanged ? undefined : errorSentence(error) })
    if (isChanged) await followFile(ref)
    return null
  }
}

function finishSave(ref: string, saved: WorkflowDocument, written: Workflow): void {
  const now = existing(ref)
  // What was typed while the file was written stays a draft on top of it.
  const untouched = now.workflow === written
  const next = { ...now, saved, saving: false, disk: { status: 'same' } as const, error: undefined }
  const workflow = now.workflow ?? written
  if (untouched) forgetCheck(ref)
  moveDocument(
    untouched
      ? {
          ...next,
          workflow,
          dirty: false,
          problems: keptProblems(now, saved.problems),
          draft: { status: 'none' },
        }
      : { ...next, ...dirtiness(next, workflow) },
    saved.ref,
  )
}

/** Takes what is on disk instead of the draft, as one step that can be undone. */
export async function revertDocument(ref: string): Promise<void> {
  await followFile(ref)
  const { disk, saved } = existing(ref)
  if (disk.status === 'conflict') return settleConflict(ref, () => 'theirs')
  const workflow = disk.status === 'unreadable' ? undefined : saved?.workflow
  if (workflow && disk.status === 'same') return changeDocument(ref, () => workflow)
  await discardDocument(ref)
}

/** As `revertDocument`, for a document that need not be open. Resolves with the way back. */
export async function discardDraft(ref: string): Promise<() => void> {
  await openDocument(ref)
  const before = existing(ref)
  await revertDocument(ref)
  return () => {
    const now = documentNow(ref)
    const newest = now?.past.at(-1)?.workflow
    if (newest === before.workflow) return undoDocument(ref)
    put({ ...before, saving: false })
    keepDraft(ref)
  }
}

/** Forgets a draft that has no file to go back to, and whatever is known of it; the document is read again. */
async function discardDocument(ref: string): Promise<void> {
  await forgetDraft(ref)
  put({ ref, ...NOTHING_READ })
  await readDocument(ref)
}

/** Ends a conflict with the file: whose counts, by the id of each. */
export function settleDocument(ref: string, choose: (conflictId: string) => Side): void {
  openSteps.delete(ref)
  settleConflict(ref, choose)
}

/** Trusts the file exactly as it is on disk. Rejects with a CallError where it changed meanwhile. */
export async function trustDocument(ref: string): Promise<void> {
  const before = existing(ref).saved
  if (!before) return
  const saved = await bridge.call('workflows.trust', { ref, hash: before.hash })
  // What was typed meanwhile stays; what was saved meanwhile is not what was trusted.
  if (documentNow(ref)?.saved === before) put({ ...existing(ref), saved })
}

function edited(before: OpenDocument, history: History): void {
  const { workflow, past, future } = history
  put({ ...before, workflow, past, future, ...dirtiness(before, workflow), error: undefined })
  keepDraft(before.ref)
  checkSoon(before.ref)
}

onRenamed((from, to) => {
  moveBreakpoints(from, to)
  moveDrawnKey(from, to)
  moveSelected(from, to)
  moveUnreadTexts(from, to)
  renameTab(from, to)
  openSteps.delete(from)
})
