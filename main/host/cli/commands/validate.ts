import { CallError } from '#shared/ipc/call-error.ts'
import { errorsOf, type Problem } from '#shared/workflow/problem.ts'
import type { App } from '../../../app.ts'
import { EXIT, type ExitCode } from '../exit-codes.ts'
import { withApp } from '../open-app.ts'
import { problemText } from '../report-error.ts'
import { openTerminal, printable } from '../terminal.ts'
import { workflowRef } from '../workflow-ref.ts'

/** Every problem of every file, or command by its name, a line each, as editors and CI read them. */
export async function validateCommand(files: readonly string[]): Promise<ExitCode> {
  const terminal = openTerminal(false)
  return withApp(async ({ app }) => {
    let hasErrors = false
    for (const file of files) {
      const problems = await problemsOf(app, file)
      if (typeof problems === 'string') {
        terminal.err(`slashflow: ${printable(problems)}\n`)
        hasErrors = true
        continue
      }
      for (const problem of problems) terminal.out(`${printable(problemText(problem, file))}\n`)
      if (problems.length === 0) terminal.out(`${file}: fine\n`)
      hasErrors ||= errorsOf(problems).length > 0
    }
    return hasErrors ? EXIT.usage : EXIT.succeeded
  })
}

/** Or why it cannot be read at all: the files after it are looked at all the same. */
async function problemsOf(app: App, file: string): Promise<readonly Problem[] | string> {
  const ref = await workflowRef(app, file)
  if (ref === undefined) return `${file} does not exist`
  try {
    return (await app.call('workflows.read', { ref })).problems
  } catch (error) {
    if (error instanceof CallError) return error.message
    throw error
  }
}
