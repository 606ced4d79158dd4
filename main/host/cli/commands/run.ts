import { resolve } from 'node:path'
import { commandWords } from '../command-line.ts'
import { type ExitCode, UsageError } from '../exit-codes.ts'
import { withApp } from '../open-app.ts'
import { type FollowChoices, runToEnd } from '../run-to-end.ts'
import { openTerminal } from '../terminal.ts'

export interface RunChoices extends FollowChoices {
  readonly cwd: string | undefined
}

/** `words`: the command and its arguments as the shell split them. */
export async function runCommand(words: readonly string[], choices: RunChoices): Promise<ExitCode> {
  const workspace = resolve(choices.cwd ?? '.')
  const { file, line } = commandWords(words, process.cwd())
  if (file === undefined && line === '/') throw new UsageError('Name a command, such as: slashflow run hello')
  return withApp(async ({ app }) =>
    runToEnd(app, openTerminal(choices.json), choices, () =>
      app.start({
        line,
        workspace,
        by: 'cli',
        ...(file && { ref: file }),
        ...(choices.approve === 'all' && { trusted: true }),
      }),
    ),
  )
}
