/** Commands that a run starts by name: the same look-up and the same checks as for a person who types them. */
import { CallError } from '#shared/ipc/call-error.ts'
import { closest } from '#shared/workflow/did-you-mean.ts'
import { NodeError } from '../engine/node-error.ts'
import type { WorkflowSource } from '../engine/ports/workflow-source.ts'
import { type CommandSource, runnable } from './start-run.ts'

const CODES: ReadonlyMap<string, string> = new Map([
  ['workflow.invalid', 'workflow.invalid'],
  ['arguments.invalid', 'workflow.arguments'],
])

export function workflowSource(commands: CommandSource): WorkflowSource {
  return {
    async find(name, args, workspace) {
      const document = await commands.byName(name, workspace)
      if (!document) {
        const near = closest(name, await commands.names(workspace))
        const meant = near ? ` Did you mean /${near}?` : ''
        throw new NodeError('workflow.unknown', `There is no command /${name}.${meant}`, { retryable: false })
      }
      try {
        return { ...runnable(document, args), trusted: document.trusted }
      } catch (error) {
        if (!(error instanceof CallError)) throw error
        throw new NodeError(CODES.get(error.code) ?? error.code, error.message, { retryable: false })
      }
    },
  }
}
