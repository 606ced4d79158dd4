/** What is on its way to its file right now, by ref. A draft of it and a check of it wait: the Save brings both, and a person waits for it. */
import type { Workflow } from '#shared/workflow/workflow.ts'

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
