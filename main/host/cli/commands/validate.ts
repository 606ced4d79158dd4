import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { errorsOf } from '#shared/workflow/problem.ts'
import { EXIT, type ExitCode } from '../exit-codes.ts'
import { withApp } from '../open-app.ts'
import { problemText } from '../report-error.ts'
import { openTerminal, printable } from '../terminal.ts'

/** Every problem of every file, a line each, as editors and CI read them. */
export async function validateCommand(files: readonly string[]): Promise<ExitCode> {
  const terminal = openTerminal(false)
  return withApp(async ({ app }) => {
    let hasErrors = false
    for (const file of files) {
      const path = resolve(file)
      if (!existsSync(path)) {
        terminal.err(`slashflow: ${file} does not exist\n`)
        hasErrors = true
        continue
      }
      const { problems } = await app.call('workflows.read', { ref: path })
      for (const problem of problems) terminal.out(`${printable(problemText(problem, file))}\n`)
      if (problems.length === 0) terminal.out(`${file}: fine\n`)
      hasErrors ||= errorsOf(problems).length > 0
    }
    return hasErrors ? EXIT.usage : EXIT.succeeded
  })
}
