/** Tells when an undo or a redo changed a document, so that the canvas can show what. */
import type { Workflow } from '#shared/workflow/workflow.ts'

export interface Stepped {
  readonly ref: string
  readonly before: Workflow
  readonly after: Workflow
}

type Listener = (stepped: Stepped) => void

const listeners = new Set<Listener>()

/** Until the returned function is called. */
export function onStepped(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function tellStepped(stepped: Stepped): void {
  for (const listener of listeners) listener(stepped)
}
