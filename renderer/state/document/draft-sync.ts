/** How far the draft of each document is on the disk. */
import type { Workflow } from '#shared/workflow/workflow.ts'

/** What this window knows of the draft on disk. */
export interface Sync {
  /** The newest revision that was seen; null where there is none. */
  revision: string | null
  /** The workflow of that revision: what edits here and elsewhere have in common. */
  common: Workflow | undefined
  timer: ReturnType<typeof setTimeout> | undefined
  /** When the oldest edit was made that is not on its way. */
  since: number | undefined
  /** Until the draft that is on its way has arrived, or has not. */
  writing: Promise<void> | undefined
  /** The revision that it will be. */
  onItsWay: string | null
  /** When this window's own was kept last, until another's came over it. */
  keptAt: number | undefined
  /** A revision that was announced while this window was writing. */
  announced: string | null | undefined
}

export const syncs = new Map<string, Sync>()

export function syncOf(ref: string): Sync {
  const known = syncs.get(ref)
  if (known) return known
  const fresh: Sync = {
    revision: null,
    common: undefined,
    timer: undefined,
    since: undefined,
    writing: undefined,
    onItsWay: null,
    keptAt: undefined,
    announced: undefined,
  }
  syncs.set(ref, fresh)
  return fresh
}

/** Notes what is on disk, as it was read. */
export function draftRead(ref: string, revision: string | null, workflow: Workflow | undefined): void {
  Object.assign(syncOf(ref), { revision, common: workflow })
}
