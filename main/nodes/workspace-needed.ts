import { NodeError } from '#main/engine/node-error.ts'

/** The run's folder, for kinds that cannot do without. Throws `workspace.missing`, not retried. */
export function workspaceNeeded(workspace: string, what: string): string {
  if (workspace !== '') return workspace
  throw new NodeError(
    'workspace.missing',
    `${what} needs a folder to work in, and this run has none. Choose a workspace and run it again.`,
    { retryable: false },
  )
}
