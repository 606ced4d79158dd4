/** The problems of a draft, as main finds them, a moment after the last edit. */
import type { Json } from '#shared/json.ts'
import { sameJson } from '#shared/same-json.ts'
import type { Problem } from '#shared/workflow/problem.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import { bridge } from '../../bridge/bridge.ts'
import { unreadProblems } from '../unread-texts.ts'
import { isBeingSaved } from './saves.ts'
import { asChange } from './sent.ts'
import { documentAt, existing, type OpenDocument, put } from './store.ts'

const CHECK_MS = 150
/** From here on the host is busy with a check so long that a draft behind it would come late to the disk. */
const LARGE_NODES = 1_000

const planned = new Map<string, ReturnType<typeof setTimeout>>()
const running = new Map<string, Promise<void>>()

export function checkSoon(ref: string): void {
  forgetCheck(ref)
  const begin = () => {
    const workflow = documentAt(ref)?.workflow
    if (workflow && (isBeingSaved(ref, workflow) || isKeptFirst(ref, workflow))) checkSoon(ref)
    // A lost connection: the draft is checked again when it is back.
    else void checkNow(ref).catch(() => undefined)
  }
  planned.set(ref, setTimeout(begin, CHECK_MS))
}

/** Whoever edits a large graph is told of its problems a little later, and loses nothing meanwhile. */
const isKeptFirst = (ref: string, { nodes }: Workflow): boolean =>
  nodes.length >= LARGE_NODES && documentAt(ref)?.draft.status === 'pending'

/**
 * Of the draft as it stands, not as it stood when it was checked last: who mends the last error and runs at once is not held
 * up by it. Rejects with a CallError where it cannot be checked.
 */
export async function problemsNow(ref: string): Promise<readonly Problem[]> {
  if (planned.has(ref)) await checkNow(ref)
  else await running.get(ref)
  // Edited meanwhile.
  return planned.has(ref) ? problemsNow(ref) : (documentAt(ref)?.problems ?? [])
}

function checkNow(ref: string): Promise<void> {
  forgetCheck(ref)
  const check = findProblems(ref).finally(() => {
    if (running.get(ref) === check) running.delete(ref)
  })
  running.set(ref, check)
  return check
}

async function findProblems(ref: string): Promise<void> {
  const { workflow, saved } = documentAt(ref) ?? {}
  if (!workflow) return
  const problems = await asChange(
    saved,
    workflow,
    (change) => bridge.call('workflows.check', { workflow: change ?? (workflow as Json) }), // parsed from JSON, edited as JSON
  )
  if (documentAt(ref)?.workflow === workflow) put({ ...existing(ref), problems: keptProblems(existing(ref), problems) })
}

/** What fields hold that cannot be read is known a moment after the document. */
export function checkUnread(ref: string): void {
  const workflow = documentAt(ref)?.workflow
  if (workflow && unreadProblems(ref, workflow).length > 0) checkSoon(ref)
}

/** They came by another way. */
export function forgetCheck(ref: string): void {
  clearTimeout(planned.get(ref))
  planned.delete(ref)
}

/** With what fields hold that no document does. The same list where it says the same, so that the graph need not be looked through for them. */
export function keptProblems(
  { ref, workflow, problems: before }: OpenDocument,
  found: readonly Problem[],
): readonly Problem[] {
  const now = [...found, ...(workflow ? unreadProblems(ref, workflow) : [])]
  return sameJson(before, now) ? before : now
}
