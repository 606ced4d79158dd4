/** The command line's grammar. Each command's code is loaded when it is called: a run pays for nothing else. */
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { findInstallation } from '../install-folder.ts'
import { EXIT, type ExitCode } from './exit-codes.ts'
import { APPROVE_CHOICES, type ApproveChoice, RECOVERY_CHOICES, type RecoveryChoice } from './person/by-options.ts'
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
  addLookCommands(program, ends)
  try {
    await program.parseAsync([...words], { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.succeeded : EXIT.usage // commander has said it
    return reportError(error, (text) => process.stderr.write(text))
  }
}

interface FollowFlags {
  readonly json?: boolean
  readonly approve?: ApproveChoice
  readonly answer?: ReadonlyMap<string, string>
  readonly recovery?: RecoveryChoice
}

type Ends = (code: ExitCode) => void

const choicesOf = ({ json = false, approve, answer = new Map(), recovery }: FollowFlags) => ({
  json,
  approve,
  answers: answer,
  recovery,
})

function followOptions(command: Command): Command {
  return command
    .option('--json', 'print one event a line on standard output, and nothing else there')
    .addOption(
      new Option('--approve <who>', 'who answers approvals: ask on the terminal, all at once, or none').choices(
        APPROVE_CHOICES,
      ),
    )
    .option('--answer <field=value>', 'answer a question ahead; may be repeated', collectAnswer)
    .addOption(
      new Option('--recovery <choice>', 'what to do with an effect that may have happened').choices(RECOVERY_CHOICES),
    )
}

function collectAnswer(pair: string, before: ReadonlyMap<string, string> = new Map()): ReadonlyMap<string, string> {
  const split = pair.indexOf('=')
  if (split < 1) throw new InvalidArgumentError('Write it as FIELD=VALUE.')
  return new Map([...before, [pair.slice(0, split), pair.slice(split + 1)]])
}

function addRunCommands(program: Command, ends: Ends): void {
  followOptions(program.command('run <command> [arguments...]'))
    .description('run a command by its name, its file or a whole line')
    .option('--cwd <folder>', 'the folder it works in')
    .allowUnknownOption()
    .helpOption('--help')
    .addHelpText(
      'after',
      '\nArguments are key=value, --key value or plain text; behind -- everything is an argument.\n',
    )
    .action(async (command: string, rest: string[], flags: FollowFlags & { cwd?: string }) => {
      const { runCommand } = await import('./commands/run.ts')
      ends(await runCommand([command, ...rest], { ...choicesOf(flags), cwd: flags.cwd }))
    })
  followOptions(program.command('resume <run>'))
    .description('go on with a run that was stopped or held')
    .action(async (run: string, flags: FollowFlags) => {
      const { resumeCommand } = await import('./commands/resume.ts')
      ends(await resumeCommand(run, choicesOf(flags)))
    })
  followOptions(program.command('approve <run> <approval>'))
    .description('answer an approval, by its node or its id')
    .option('--edit <json>', 'approve this instead of what is proposed')
    .option('--reject <feedback>', 'reject it, and say why')
    .action(async (run: string, approval: string, flags: FollowFlags & { edit?: string; reject?: string }) => {
      const { approveCommand } = await import('./commands/approve.ts')
      ends(await approveCommand(run, approval, { ...choicesOf(flags), edit: flags.edit, reject: flags.reject }))
    })
  program
    .command('stop <run>')
    .description('stop a run, and say what was stopped')
    .action(async (run: string) => ends(await (await import('./commands/stop.ts')).stopCommand(run)))
}

function addLookCommands(program: Command, ends: Ends): void {
  program
    .command('show <run>')
    .description('show a run as it stands')
    .option('--json', 'print its events, one a line')
    .action(async (run: string, { json = false }: { json?: boolean }) =>
      ends(await (await import('./commands/show.ts')).showCommand(run, json)),
    )
  program
    .command('list')
    .description('list the commands and the latest runs')
    .action(async () => ends(await (await import('./commands/list.ts')).listCommand()))
  program
    .command('validate <files...>')
    .description('check workflow files')
    .action(async (files: string[]) => ends(await (await import('./commands/validate.ts')).validateCommand(files)))
  program
    .command('verify [run]')
    .description('check that nobody has changed the log')
    .action(async (run: string | undefined) => ends(await (await import('./commands/verify.ts')).verifyCommand(run)))
  program
    .command('trust <file>')
    .description('say what a file can do, and trust its present content')
    .option('--yes', 'trust it without a question')
    .action(async (file: string, { yes = false }: { yes?: boolean }) =>
      ends(await (await import('./commands/trust.ts')).trustCommand(file, yes)),
    )
  program
    .command('export <command>')
    .description('write what a command compiles to: a machine for XState, or a diagram')
    .requiredOption('--as <format>', 'xstate or mermaid')
    .option('--machine [node]', 'with mermaid: the state machine of a node, or of the run')
    .option('--out <file>', 'where to; standard output where it is left out')
    .action(async (command: string, { as, out, machine }: { as: string; out?: string; machine?: string | true }) =>
      ends(await (await import('./commands/export.ts')).exportCommand(command, { as, out, machine })),
    )
  program
    .command('serve')
    .description('serve the app to a browser on this machine')
    .option('--port <number>', 'the port; the first free one from 4455 where it is left out', portNumber)
    .action(async ({ port }: { port?: number }) => ends(await (await import('./commands/serve.ts')).serveCommand(port)))
}

function portNumber(text: string): number {
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new InvalidArgumentError('A port is a number from 0 to 65535.')
  return port
}
