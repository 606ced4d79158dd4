/** Edits that were not saved, kept so that a closed window loses none. */
import type { Workflow } from '#shared/workflow/workflow.ts'
import { remember, remembered } from '../remembered.ts'
import { documentAt } from './store.ts'

interface Draft {
  readonly baseHash: string
  readonly workflow: Workflow
}

export function keepDraft(ref: string): void {
  const document = documentAt(ref)
  if (!document?.dirty || !document.workflow) return forgetDraft(ref)
  const draft: Draft = { baseHash: document.saved?.hash ?? '', workflow: document.workflow }
  remember(draftKey(ref), draft)
}

export const keptDraft = (ref: string): Draft | undefined => remembered<Draft | undefined>(draftKey(ref), undefined)

export const forgetDraft = (ref: string): void => remember(draftKey(ref), undefined)

const draftKey = (ref: string): string => `draft:${ref}`
