/** What is in a document's file: a workflow or what is none, both sides of a merge that git left there, or no file. */
import { CallError } from '#shared/ipc/call-error.ts'
import type { SidesView } from '#shared/ipc/views/draft-views.ts'
import type { WorkflowDocument } from '#shared/ipc/views/workflow-views.ts'
import { bridge } from '../../bridge/bridge.ts'
import { sidesIn } from './sides.ts'

export type ReadFile =
  | { readonly document: WorkflowDocument; readonly sides: SidesView | undefined; readonly error?: undefined }
  | { readonly document?: undefined; readonly error: CallError }

/** Rejects where it is not known whether there is a file. */
export async function readFile(ref: string): Promise<ReadFile> {
  try {
    const document = await bridge.call('workflows.read', { ref })
    return { document, sides: await sidesIn(document) }
  } catch (error) {
    if (error instanceof CallError && error.code === 'workflow.not-found') return { error }
    throw error
  }
}
