/**
 * Keeps every edit on disk, in the data folder, and takes over what other windows kept there.
 *
 *   K1. An edit is on its way `PAUSE_MS` after the last one, and `LONGEST_MS` after the first at the latest.
 *   K2. A draft is kept over the revision that this window last saw. Where another window was faster, both edits are put
 *       together; where they touch, this window's stands and the other's is one undo away. What was read before this window
 *       kept its own counts for nothing.
 *   K3. What could not be kept is said and tried again, until it is.
 */
import { toast } from 'sonner'
import { CallError } from '#shared/ipc/call-error.ts'
import type { DraftView } from '#shared/ipc/views/draft-views.ts'
import type { Json } from '#shared/json.ts'
import { applyDelta, deltaOf } from '#shared/json-delta.ts'
import { sameJson } from '#shared/same-json.ts'
import type { WorkflowChange } from '#shared/workflow/change.ts'
import { mergeWorkflows } from '#shared/workflow/merge.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { bridge, errorSentence } from '../../bridge/bridge.ts'
import { onReconnected, useConnection } from '../../bridge/connection.ts'
import { draftRead, type Sync, syncOf, syncs } from './draft-sync.ts'
import { capture, type History } from './history.ts'
import { historyText, readHistory } from './kept-history.ts'
import { checkSoon } from './problems.ts'
import { isBeingSaved } from './saves.ts'
import { asChange } from './sent.ts'
import { type DiskState, documentAt, existing, isUnkept, type OpenDocument, openDocuments, put } from './store.ts'

const PAUSE_MS = 250
const LONGEST_MS = 700
const AGAIN_MS = 3_000
/** Within this neither window had looked at what the other one wrote. */
const AT_ONCE_MS = 3_000

/** Whether the document has edits, or steps of undo, that a reload should find again. */
const isWorthKeeping = ({ dirty, past, future }: OpenDocument): boolean => dirty || past.length + future.length > 0

/** Brings the document as it is to the disk soon. */
export function keepDraft(ref: string): void {
  const document = documentAt(ref)
  const sync = syncOf(ref)
  if (!document?.workflow || (!isWorthKeeping(document) && sync.revision === null)) return
  if (document.draft.status !== 'failed') put({ ...document, draft: { status: 'pending' } })
  sync.since ??= Date.now()
  plan(ref, Math.max(0, Math.min(PAUSE_MS, sync.since + LONGEST_MS - Date.now())))
}

function plan(ref: string, delay: number): void {
  const sync = syncOf(ref)
  clearTimeout(sync.timer)
  sync.timer = setTimeout(() => void keepNow(ref), delay)
}

/** The draft goes with its document to another ref (a bundled command that was saved, a file that was renamed). */
export async function moveDraft(from: string, to: string): Promise<void> {
  await forgetDraft(from)
  syncs.delete(from)
  const draft = await bridge.call('drafts.read', { ref: to }).catch(() => null)
  draftRead(to, draft?.revision ?? null, documentAt(to)?.workflow)
  keepDraft(to)
}

/** Takes it from the disk, with its undo. Rejects with a CallError. */
export async function forgetDraft(ref: string): Promise<void> {
  const sync = syncOf(ref)
  stopKeeping(sync)
  // What is on its way would arrive after it was removed. Where it failed, it would be tried again.
  await sync.writing
  stopKeeping(sync)
  const { revision } = sync
  sync.revision = null
  if (revision !== null) await bridge.call('drafts.remove', { ref, revision })
}

function stopKeeping(sync: Sync): void {
  clearTimeout(sync.timer)
  sync.since = undefined
}

async function keepNow(ref: string): Promise<void> {
  const sync = syncOf(ref)
  const document = documentAt(ref)
  if (sync.writing || !document?.workflow) return
  if (isBeingSaved(ref, document.workflow)) return plan(ref, PAUSE_MS)
  sync.since = undefined
  sync.announced = undefined
  sync.writing = write(document, document.workflow, sync)
  await sync.writing
  sync.writing = undefined
  if (sync.announced !== undefined && sync.announced !== sync.revision) await takeOver(ref)
  else if (sync.since !== undefined && documentAt(ref)?.draft.status !== 'failed') keepDraft(ref)
}

async function write(document: OpenDocument, workflow: Workflow, sync: Sync, over = sync.revision): Promise<void> {
  const { ref } = document
  const revision = crypto.randomUUID()
  sync.onItsWay = revision
  try {
    await asChange(document.saved, workflow, (change) =>
      bridge.call('drafts.keep', { ...keptFrom(document, workflow, change), over, revision }),
    )
    draftRead(ref, revision, workflow)
    sync.keptAt = Date.now()
    // What was typed meanwhile is not on the disk.
    wasKept(ref, { status: sync.since === undefined ? 'kept' : 'pending' })
  } catch (error) {
    if (error instanceof CallError && error.code === 'draft.moved') sync.announced = 'another'
    else {
      wasKept(ref, { status: 'failed', reason: errorSentence(error) })
      sync.since ??= Date.now()
      plan(ref, AGAIN_MS)
    }
  }
}

function keptFrom(document: OpenDocument, workflow: Workflow, change: WorkflowChange | undefined) {
  const { ref, saved, dirty, past, future } = document
  return {
    ref,
    name: workflow.name.slice(0, 200),
    dirty,
    baseHash: saved?.hash ?? null,
    baseText: change ? null : (saved?.text ?? null),
    workflow: change ?? JSON.stringify(workflow),
    history: historyText({ workflow, past, future }),
  }
}

function wasKept(ref: string, draft: OpenDocument['draft']): void {
  const document = documentAt(ref)
  if (document) put({ ...document, draft })
}

/** What another window kept becomes what this one shows. */
async function takeOver(ref: string): Promise<void> {
  const sync = syncOf(ref)
  const { revision } = sync
  const read = documentAt(ref)?.saved
  const isOvertaken = () => sync.writing !== undefined || sync.revision !== revision || documentAt(ref)?.saved !== read
  try {
    const draft = await bridge.call('drafts.read', { ref })
    const document = documentAt(ref)
    if (!document?.workflow) return
    const saved = draft ? await baseOf(document, draft) : undefined
    if (isOvertaken()) return readAgain(ref, sync)
    if (!draft) {
      draftRead(ref, null, document.workflow)
      return keepDraft(ref)
    }
    const { disk } = existing(ref)
    combine({ ...existing(ref), saved, disk: isSettled(disk, saved) ? { status: 'same' } : disk }, draft)
  } catch {
    plan(ref, AGAIN_MS) // a lost connection: the next write finds out again
  }
}

/** What this window kept meanwhile is newer than what was read: that would take the place of what was typed. */
function readAgain(ref: string, sync: Sync): void {
  if (sync.writing) sync.announced = 'another'
  else void takeOver(ref)
}

/** The other window has put the file and its draft together, so there is nothing left to ask here. */
const isSettled = (disk: DiskState, saved: OpenDocument['saved']): boolean =>
  disk.status === 'conflict' && saved?.hash === disk.theirs.hash

/** The other window may have saved, or taken up a file that changed. */
async function baseOf({ ref, saved }: OpenDocument, draft: DraftView): Promise<OpenDocument['saved']> {
  if (draft.baseHash === null || draft.baseHash === saved?.hash) return saved
  const file = await bridge.call('workflows.read', { ref }).catch(() => undefined)
  return file?.hash === draft.baseHash ? file : saved
}

function combine(document: OpenDocument, draft: DraftView): void {
  const { ref, workflow: mine } = document
  const { common } = syncOf(ref)
  const theirs = workflowOf(draft, mine)
  draftRead(ref, draft.revision, theirs)
  const steps = readHistory(draft.history, theirs)
  if (!mine || !common || mine === common || sameJson(mine, common) || sameJson(mine, theirs)) {
    tellOverwritten(document, theirs)
    put({ ...document, ...steps, ...dirtiness(document, theirs), workflow: theirs, draft: { status: 'kept' } })
  } else {
    const { workflow, conflicts } = mergeWorkflows(common, mine, theirs)
    const history: History = capture({ workflow: theirs, ...steps }, workflow, false)
    put({ ...document, ...history, ...dirtiness(document, workflow) })
    if (conflicts.length > 0)
      toast(
        `Another window changed the same of /${workflow.name} at the same time. Yours is shown; undo brings the other back.`,
      )
    keepDraft(ref)
  }
  checkSoon(ref)
}

/** The window that was later has put both together, and says so. Here, too, somebody sees their words go. */
function tellOverwritten({ ref, workflow: mine, past }: OpenDocument, theirs: Workflow): void {
  const sync = syncOf(ref)
  const wasJustKept = sync.keptAt !== undefined && Date.now() - sync.keptAt < AT_ONCE_MS
  sync.keptAt = undefined
  const before = past.at(-1)?.workflow
  if (!wasJustKept || !mine || !before || mergeWorkflows(before, mine, theirs).conflicts.length === 0) return
  toast(`Another window changed the same of /${mine.name} at the same time. Its is shown; undo brings yours back.`)
}

/** As objects that the window has already, where they say the same, so that the screen redraws only what differs. */
export function workflowOf(draft: DraftView, known: Workflow | undefined): Workflow {
  const read = JSON.parse(draft.workflow) as Workflow // written by `keptFrom`
  return known ? (applyDelta(known as Json, deltaOf(known as Json, read as Json)) as Workflow) : read
}

export function dirtiness(
  { saved, disk }: Pick<OpenDocument, 'saved' | 'disk'>,
  workflow: Workflow,
): Pick<OpenDocument, 'dirty'> {
  // What a person deleted lies where deleted commands do, and is no edit that waits to be saved.
  const isLost = disk.status === 'unreadable' || (disk.status === 'gone' && disk.keptAt === undefined)
  return { dirty: isLost || !sameJson(workflow, saved?.workflow) }
}

bridge.on('drafts.changed', ({ ref, revision }) => {
  const sync = syncs.get(ref)
  if (!sync || !documentAt(ref)?.workflow || revision === sync.revision) return
  if (sync.writing) sync.announced = revision
  else if (revision !== null) void takeOver(ref)
})

onReconnected(() => {
  for (const { ref, draft } of openDocuments()) if (draft.status !== 'kept' && draft.status !== 'none') plan(ref, 0)
})

/** What could not be kept, or cannot before the host is there again, would be gone with the window: the person is asked first. */
addEventListener('beforeunload', (event) => {
  const isCutOff = useConnection.getState().status !== 'open'
  const waits = ({ dirty, draft }: OpenDocument) => isCutOff && dirty && draft.status === 'pending'
  if (openDocuments().some((document) => isUnkept(document) || waits(document))) event.preventDefault()
})

/** A window that goes away waits for no pause, and for no answer: it would not be there to write what was typed meanwhile. */
addEventListener('pagehide', () => {
  for (const [ref, sync] of syncs) {
    const document = documentAt(ref)
    if (sync.since === undefined || !document?.workflow) continue
    if (sync.writing) void write(document, document.workflow, sync, sync.onItsWay)
    else void keepNow(ref)
  }
})
