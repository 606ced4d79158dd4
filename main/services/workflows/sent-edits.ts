/** Edits of commands as the window sends them: whole, or as a change of a version that was read or written here lately. */
import { CallError } from '#shared/ipc/call-error.ts'
import { changed, isChange, type WorkflowChange } from '#shared/workflow/change.ts'
import { readWorkflow } from '#shared/workflow/read-parts.ts'
import type { Workflow } from '#shared/workflow/workflow.ts'
import type { KindKnowledge } from './workflow-checks.ts'
import { contentKnownAs } from './workflow-file.ts'

export class SentEdits {
  readonly #kinds: KindKnowledge

  constructor(kinds: KindKnowledge) {
    this.#kinds = kinds
  }

  /** Throws CallError `workflow.base-unknown`: then it can be sent whole. */
  version(hash: string): { readonly text: string; readonly workflow: Workflow } {
    const { text, workflow } = contentKnownAs(hash, this.#kinds) ?? {}
    if (text === undefined || !workflow) throw baseUnknown()
    return { text, workflow }
  }

  /** What is meant by it. Throws as `version`, also where it would be no workflow. */
  workflow(sent: Workflow | WorkflowChange): Workflow {
    if (!isChange(sent)) return sent
    const read = readWorkflow(changed(this.version(sent.base).workflow, sent))
    if (!read.success) throw baseUnknown()
    return read.data
  }
}

export const baseUnknown = (): CallError =>
  new CallError(
    'workflow.base-unknown',
    'The version of the file that this changes is not at hand. Send the workflow whole.',
  )
