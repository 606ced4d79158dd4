/**
 * The file of an open document: reading it, and what happens when another program changes, renames or deletes it.
 * An untouched document follows. An edited one is put together with the file where the changes do not touch, and asks where
 * they do; until then both stay as they are.
 */
import { toast } from 'sonner'
import type { DraftView, SidesView } from '#shared/ipc/views/draft-views.ts'
import type { WorkflowDocument } from '#shared/ipc/views/workflow-views.ts'
import { sameJson } from '#shared/same-json.ts'
import { NO_CAPABILITIES } from '#shared/workflow/capabilities.ts'
import { diffWorkflows } from '#shared/workflow/diff.ts'
import { diffWords } from '#shared/workflow/diff-words.ts'
import { mergeWorkflows, type Side } from '#shared/workflow/merge.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { bridge, errorSentence } from '../../bridge/bridge.ts'
import { onReconnected } from '../../bridge/connection.ts'
import { unsentLoaded } from '../unsent.ts'
import { until } from '../until.ts'
import { draftRead } from './draft-sync.ts'
import { dirtiness, keepDraft, workflowOf } from './drafts.ts'
import { capture } from './history.ts'
import { readHistory } from './kept-history.ts'
import { oneAtATime } from './one-at-a-time.ts'
import { checkSoon, checkUnread } from './problems.ts'
import { type ReadFile, readFile } from './read-file.ts'
import { followMoved, movedWords } from './renamed.ts'
import { isSavedSince } from './saves.ts'
import { isReadable, mergeSides, nothingOf } from './sides.ts'
import { documentAt, existing, type OpenDocument, openDocuments, put, useDocuments } from './store.ts'
import { leaveNoDraft } from './take-away.ts'

/** What came of a file's changes is told by its newest alone: who looks through branches would have a heap of them. */
const toldOf = (ref: string): string => `file ${ref}`

/** Programs that replace a file take it away for a moment. */
const REPLACED_MS = 250

/** Reads the file, and takes up the draft that was left. What went wrong stands in the document. */
export async function readDocument(ref: string): Promise<void> {
  try {
    const [file, draft] = await Promise.all([readFile(ref), bridge.call('drafts.read', { ref })])
    const before = existing(ref)
    void unsentLoaded.then(() => checkUnread(ref))
    if (draft) return takeUp(before, file, draft)
    draftRead(ref, null, file.document?.workflow)
    if (!file.document) return put({ ...before, disk: { status: 'gone' }, error: errorSentence(file.error) })
    const { workflow, problems } = file.document
    if (file.sides) return meetSides(before, file.document, file.sides)
    put({ ...before, saved: file.document, workflow, problems, error: undefined, disk: { status: 'same' } })
  } catch (error) {
    put({ ...existing(ref), error: errorSentence(error) })
  }
}

/** The draft that was left, on the version of the file that it began with; then the file as it is now comes to it. */
function takeUp(before: OpenDocument, file: ReadFile, draft: DraftView): void {
  const { ref } = before
  const workflow = workflowOf(draft, file.document?.workflow)
  draftRead(ref, draft.revision, workflow)
  const isBase = file.document !== undefined && file.document.hash === draft.baseHash
  const saved = isBase ? file.document : savedFrom(ref, draft, file.document)
  const disk = file.document ? ({ status: 'same' } as const) : ({ status: 'gone' } as const)
  const document = { ...before, saved, workflow, disk, ...readHistory(draft.history, workflow), error: undefined }
  put({ ...document, ...dirtiness(document, workflow), draft: { status: 'kept' } })
  if (file.document && !isBase) meet(ref, file.document, file.sides)
  checkSoon(ref)
}

function savedFrom(
  ref: string,
  { baseHash, baseText, base }: DraftView,
  file: WorkflowDocument | undefined,
): WorkflowDocument | undefined {
  if (baseHash === null || baseText === null) return undefined
  const known = file ?? { ref, source: 'user', trusted: true, capabilities: NO_CAPABILITIES }
  return { ...known, text: baseText, hash: baseHash, problems: [], ...(base && { workflow: base }) } as WorkflowDocument
}

/** Looks at the file again, after it may have changed. Two looks at once would both go with it to its new name. */
export const followFile = oneAtATime(lookAt)

async function lookAt(ref: string): Promise<void> {
  await until(useDocuments, () => documentAt(ref)?.saving !== true)
  const before = documentAt(ref)
  if (!before) return
  try {
    if (before.saved && (await isAsKnown(ref))) return meet(ref, existing(ref).saved ?? before.saved)
    const file = await readFile(ref)
    if (isSavedSince(before)) return lookAt(ref)
    if (file.document) meet(ref, file.document, file.sides)
    else await lose(ref)
  } catch (error) {
    const document = documentAt(ref)
    if (document) put({ ...document, error: errorSentence(error) })
  }
}

/** Whether the version that is being edited still stands there, as trusted as it was: after each Save it does. */
async function isAsKnown(ref: string): Promise<boolean> {
  const before = documentAt(ref)?.saved
  const standing = before && (await bridge.call('workflows.standing', { ref }))
  const now = documentAt(ref)?.saved
  return now !== undefined && standing?.hash === now.hash && standing.trusted === now.trusted
}

/** The file and the document come together. */
function meet(ref: string, theirs: WorkflowDocument, sides?: SidesView): void {
  const document = existing(ref)
  const { saved, workflow: mine, disk } = document
  if (saved?.hash === theirs.hash) {
    if (saved === theirs && disk.status === 'same' && document.error === undefined) return
    const same = { ...document, saved: theirs, disk: { status: 'same' } as const, error: undefined }
    put(mine ? { ...same, ...dirtiness(same, mine) } : same)
    // What was kept while it was gone, or could not be read, is no edit any more.
    if (document.dirty !== existing(ref).dirty) keepDraft(ref)
    return
  }
  if (sides) return meetSides(document, theirs, sides)
  if (mine && !isReadable(theirs)) return stayReadable(document, mine, theirs)
  if (!document.dirty || !mine || !isReadable(theirs)) return follow(document, theirs)
  const base = saved?.workflow ?? nothingOf(theirs.workflow)
  const { workflow, conflicts } = mergeWorkflows(base, mine, theirs.workflow)
  // A deleted file that is there again says what it says; the draft stays on top of it.
  if (conflicts.length > 0) return put({ ...document, disk: { status: 'conflict', theirs, conflicts, base } })
  takeMerged(ref, theirs, workflow)
  const words = diffWords(diffWorkflows(base, theirs.workflow), base, theirs.workflow)
  if (existing(ref).dirty && disk.status === 'same')
    toast(`/${workflow.name} changed on disk and was put together with your draft: ${words || 'only its text'}.`, {
      id: toldOf(ref),
    })
}

/** git left both sides of a merge in the file. With an edit of one's own in hand, that counts as part of ours. */
function meetSides(document: OpenDocument, marked: WorkflowDocument, sides: SidesView): void {
  const { ref, past, future } = document
  const { mine, merge, base } = mergeSides(document, sides)
  const steps =
    document.workflow && !sameJson(document.workflow, mine)
      ? capture({ workflow: document.workflow, past, future }, mine, false)
      : { workflow: document.workflow ?? mine, past, future }
  put({ ...document, ...steps, error: undefined })
  if (merge.conflicts.length > 0) {
    const labels = { mine: sides.ours.label, theirs: sides.theirs.label, marked }
    const theirs = { ...marked, workflow: sides.theirs.workflow }
    return put({
      ...existing(ref),
      disk: { status: 'conflict', theirs, conflicts: merge.conflicts, base, sides: labels },
    })
  }
  takeMerged(ref, marked, merge.workflow)
  toast(`git left a conflict in /${mine.name}. Both sides are put together; Save writes the file.`, { id: toldOf(ref) })
}

/** A program that was cut off in the middle, or a slip in an editor: what could be read last may be all that there is of it. */
function stayReadable(document: OpenDocument, mine: Workflow, theirs: WorkflowDocument): void {
  const unreadable = { ...document, disk: { status: 'unreadable', theirs } as const, error: undefined }
  put({ ...unreadable, ...dirtiness(unreadable, mine) })
  keepDraft(document.ref)
}

function follow(document: OpenDocument, theirs: WorkflowDocument): void {
  const { ref, workflow: mine, past, future } = document
  const followed = { ...document, saved: theirs, disk: { status: 'same' } as const, error: undefined, dirty: false }
  const { workflow, problems } = theirs
  if (!workflow || !mine) put({ ...followed, workflow, problems })
  else put({ ...followed, ...capture({ workflow: mine, past, future }, workflow, false), problems })
  keepDraft(ref)
}

function takeMerged(ref: string, theirs: WorkflowDocument, workflow: Workflow): void {
  const document = existing(ref)
  const { workflow: mine = workflow, past, future } = document
  const steps =
    mine === workflow ? { workflow, past, future } : capture({ workflow: mine, past, future }, workflow, false)
  const merged = { ...document, ...steps, saved: theirs, disk: { status: 'same' } as const, error: undefined }
  put({ ...merged, ...dirtiness(merged, workflow) })
  keepDraft(ref)
  checkSoon(ref)
}

/**
 * Ends a conflict. `choose` says whose counts, conflict by conflict; what nobody else touched stays. One step of undo.
 */
export function settleConflict(ref: string, choose: (conflictId: string) => Side): void {
  const { disk, workflow: mine } = existing(ref)
  if (disk.status !== 'conflict' || !mine) return
  const { workflow } = mergeWorkflows(disk.base, mine, disk.theirs.workflow, ({ id }) => choose(id))
  takeMerged(ref, disk.sides?.marked ?? disk.theirs, workflow)
}

/** There is no file any more: it was renamed, and the document goes with it, or deleted, and the document stays. */
async function lose(ref: string): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, REPLACED_MS))
  const before = documentAt(ref)
  const back = await readFile(ref)
  if (before && isSavedSince(before)) return lookAt(ref)
  if (back.document) return meet(ref, back.document, back.sides)
  const hash = documentAt(ref)?.saved?.hash
  const now = hash === undefined ? { ref: null, keptAt: null } : await bridge.call('workflows.movedTo', { ref, hash })
  if (now.ref !== null && !documentAt(now.ref)) return followTo(ref, now.ref)
  const document = documentAt(ref)
  if (!document) return
  if (now.keptAt !== null) return stayDeleted(document, now.keptAt)
  const gone = { ...document, disk: { status: 'gone' } as const, error: undefined }
  put(document.workflow ? { ...gone, ...dirtiness(gone, document.workflow) } : gone)
  keepDraft(ref)
}

/** A person deleted it in another window: nothing waits to be saved, or it would come up again among the drafts. */
async function stayDeleted(document: OpenDocument, keptAt: string): Promise<void> {
  const { ref, disk } = document
  if (disk.status === 'gone' && disk.keptAt === keptAt) return
  await leaveNoDraft(document)
  const now = documentAt(ref)
  if (!now) return
  const deleted = {
    ...now,
    disk: { status: 'gone', keptAt } as const,
    draft: { status: 'none' } as const,
    error: undefined,
  }
  put(now.workflow ? { ...deleted, ...dirtiness(deleted, now.workflow) } : deleted)
}

async function followTo(ref: string, to: string): Promise<void> {
  const saved = await bridge.call('workflows.read', { ref: to })
  // As it is by now, with what was typed meanwhile; or it was closed.
  const before = documentAt(ref)
  if (!before) return
  followMoved(ref, saved)
  toast(movedWords(before, saved), { id: toldOf(to) })
}

bridge.on('workflows.changed', ({ refs }) => {
  for (const ref of refs) if (documentAt(ref)) void followFile(ref)
  // A file that is gone may have turned up under another name.
  for (const { ref, disk } of openDocuments())
    if (disk.status === 'gone' && documentAt(ref)?.saved && !refs.includes(ref)) void followFile(ref)
})

bridge.on('trust.changed', () => {
  for (const { ref } of openDocuments()) void followFile(ref)
})

onReconnected(() => {
  for (const { ref, dirty } of openDocuments()) {
    void followFile(ref)
    if (dirty) checkSoon(ref)
  }
})
