/** What is on its way to its file right now, by ref. A draft of it and a check of it wait: the Save brings both, and a person waits for it. */
import type { Workflow } from '#shared/workflow/workflow.ts'
import { documentAt, type OpenDocument } from './store.ts'

const saves = new Map<string, Workflow>()

export const isBeingSaved = (ref: string, workflow: Workflow): boolean => saves.get(ref) === workflow

/** Runs a Save, from the call to its answer. */
export async function whileSaving<T>(ref: string, workflow: Workflow, save: () => Promise<T>): Promise<T> {
  saves.set(ref, workflow)
  try {
    return await save()
  } finally {
    saves.delete(ref)
  }
}

/** What was read of a file is older than a Save of it that began or ended meanwhile, and would take that back. */
export function isSavedSince({ ref, saved }: OpenDocument): boolean {
  const now = documentAt(ref)
  return now !== undefined && (now.saving || now.saved !== saved)
}
