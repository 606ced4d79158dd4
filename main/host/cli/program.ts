/** The command line's grammar. Each command's code is loaded when it is called: a run pays for nothing else. */
import { Command, CommanderError } from 'commander'
import { findInstallation } from '../install-folder.ts'
import { EXIT, type ExitCode } from './exit-codes.ts'
import { addControlCommands } from './grammar/control-commands.ts'
import { addFileCommands } from './grammar/file-commands.ts'
import type { Ends } from './grammar/following.ts'
import { addLetterCommands } from './grammar/letter-commands.ts'
import { addLookCommands } from './grammar/look-commands.ts'
import { addRunCommands } from './grammar/run-commands.ts'
import { addServeCommand } from './grammar/serve-command.ts'
import { reportError } from './report-error.ts'

/** `words`: what stands behind `slashflow`. Never rejects. */
export async function runProgram(words: readonly string[]): Promise<ExitCode> {
  let code: ExitCode = EXIT.succeeded
  const program = grammar(findInstallation(import.meta.url).version, (ended) => {
    code = ended
  })
  try {
    await program.parseAsync([...words], { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.succeeded : EXIT.usage // commander has said it
    return reportError(error, (text) => process.stderr.write(text))
  }
}

/** Every command with its options. */
export function grammar(version: string, ends: Ends): Command {
  const program = new Command('slashflow')
    .description('Slash commands that are graphs: run them, watch them, stop them, approve what they want to do.')
    .version(version)
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(usageErrorText(text)) })
    .addHelpText('after', AFTER)
  addRunCommands(program, ends)
  addControlCommands(program, ends)
  addLookCommands(program, ends)
  addFileCommands(program, ends)
  addLetterCommands(program, ends)
  addServeCommand(program, ends)
  for (const command of [program, ...program.commands])
    command.showHelpAfterError(`"${wordsOf(command)} --help" says how.`)
  return program
}

const AFTER = `
Ends with 0 when it succeeded, 1 when it failed, 2 when the call or a file is
wrong, 3 when a person is waited for (--approve none), 130 when it was stopped.
"slashflow <command> --help" has the options of one.
`

const wordsOf = (command: Command): string =>
  command.parent ? `${command.parent.name()} ${command.name()}` : command.name()

/** As every other error is said. A workflow's name is no command of this program, and is easily taken for one. */
function usageErrorText(text: string): string {
  const said = `slashflow: ${text.replace(/^error: /, '')}`
  const [, unknown] = /^error: unknown command '(.+)'/.exec(text) ?? []
  return unknown === undefined || text.includes('Did you mean')
    ? said
    : `${said.trimEnd()}\nA workflow is run by: slashflow run ${unknown}\n`
}
