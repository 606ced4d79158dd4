/** The problems of a draft, as main finds them, a moment after the last edit. */
import type { Json } from '#shared/json.ts'
import { sameJson } from '#shared/same-json.ts'
import type { Problem } from '#shared/workflow/problem.ts'
import { bridge } from '../../bridge/bridge.ts'
import { unreadProblems } from '../unread-texts.ts'
import { isBeingSaved } from './saves.ts'
import { asChange } from './sent.ts'
import { documentAt, existing, type OpenDocument, put } from './store.ts'

const CHECK_MS = 150

const checks = new Map<string, ReturnType<typeof setTimeout>>()

export function checkSoon(ref: string): void {
  clearTimeout(checks.get(ref))
  const check = async () => {
    checks.delete(ref)
    const { workflow, saved } = documentAt(ref) ?? {}
    if (!workflow) return
    if (isBeingSaved(ref, workflow)) return checkSoon(ref)
    const problems = await asChange(
      saved,
      workflow,
      (change) => bridge.call('workflows.check', { workflow: change ?? (workflow as Json) }), // parsed from JSON, edited as JSON
    )
    if (documentAt(ref)?.workflow === workflow)
      put({ ...existing(ref), problems: keptProblems(existing(ref), problems) })
  }
  // A lost connection: the draft is checked again when it is back.
  checks.set(
    ref,
    setTimeout(() => void check().catch(() => undefined), CHECK_MS),
  )
}

/** What fields hold that cannot be read is known a moment after the document. */
export function checkUnread(ref: string): void {
  const workflow = documentAt(ref)?.workflow
  if (workflow && unreadProblems(ref, workflow).length > 0) checkSoon(ref)
}

/** They came by another way. */
export function forgetCheck(ref: string): void {
  clearTimeout(checks.get(ref))
  checks.delete(ref)
}

/** With what fields hold that no document does. The same list where it says the same, so that the graph need not be looked through for them. */
export function keptProblems(
  { ref, workflow, problems: before }: OpenDocument,
  found: readonly Problem[],
): readonly Problem[] {
  const now = [...found, ...(workflow ? unreadProblems(ref, workflow) : [])]
  return sameJson(before, now) ? before : now
}
