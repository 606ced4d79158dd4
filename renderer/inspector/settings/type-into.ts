/** Typing as steps of the document's undo: keys that follow one another are one step, a pause or another field begins the next. */
import type { Workflow } from '#shared/workflow/workflow.ts'
import { changeDocument } from '../../state/documents.ts'

const PAUSE_MS = 900

let last = { key: '', at: Number.NEGATIVE_INFINITY, step: 0 }

export function typeInto(ref: string, edit: (workflow: Workflow) => Workflow, field: string): void {
  last = nextStep(last, `${ref} ${field}`, performance.now())
  changeDocument(ref, edit, `${field}#${last.step}`)
}

export interface TypingStep {
  readonly key: string
  /** When the last key was pressed, in ms. */
  readonly at: number
  readonly step: number
}

export function nextStep(before: TypingStep, key: string, at: number): TypingStep {
  const goesOn = before.key === key && at - before.at < PAUSE_MS
  return { key, at, step: goesOn ? before.step : before.step + 1 }
}
