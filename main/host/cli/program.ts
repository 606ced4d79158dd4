/** The command line's grammar. Each command's code is loaded when it is called: a run pays for nothing else. */
import { Command, CommanderError } from 'commander'
import { findInstallation } from '../install-folder.ts'
import { EXIT, type ExitCode } from './exit-codes.ts'
import { addControlCommands } from './grammar/control-commands.ts'
import { addFileCommands } from './grammar/file-commands.ts'
import { addLetterCommands } from './grammar/letter-commands.ts'
import { addLookCommands } from './grammar/look-commands.ts'
import { addRunCommands } from './grammar/run-commands.ts'
import { addServeCommand } from './grammar/serve-command.ts'
import { reportError } from './report-error.ts'

/** `words`: what stands behind `slashflow`. Never rejects. */
export async function runProgram(words: readonly string[]): Promise<ExitCode> {
  let code: ExitCode = EXIT.succeeded
  const ends = (ended: ExitCode): void => {
    code = ended
  }
  const program = new Command('slashflow')
    .description('Slash commands that are graphs: run them, watch them, stop them, approve what they want to do.')
    .version(findInstallation(import.meta.url).version)
    .enablePositionalOptions()
    .exitOverride()
  addRunCommands(program, ends)
  addControlCommands(program, ends)
  addLookCommands(program, ends)
  addFileCommands(program, ends)
  addLetterCommands(program, ends)
  addServeCommand(program, ends)
  try {
    await program.parseAsync([...words], { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.succeeded : EXIT.usage // commander has said it
    return reportError(error, (text) => process.stderr.write(text))
  }
}
