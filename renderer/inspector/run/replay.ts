/** A replay that a person is about to start: of which run, and which part of it. */
import { create } from 'zustand'
import type { Workflow } from '#shared/workflow/workflow.ts'

export interface ReplayRange {
  readonly runId: string
  /** The first node that runs again; without it all do. */
  readonly from?: string
  /** The node behind which it ends. */
  readonly until?: string
  /** The draft that is tried on its data, instead of the version that was run. */
  readonly draft?: { readonly ref: string; readonly workflow: Workflow }
}

export const useReplay = create<{ readonly range: ReplayRange | undefined }>(() => ({ range: undefined }))

/** Shows what it would do; nothing starts before the person has agreed. */
export function askReplay(range: ReplayRange): void {
  useReplay.setState({ range })
}

export function closeReplay(): void {
  useReplay.setState({ range: undefined })
}
