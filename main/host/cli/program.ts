/** The command line's grammar. Each command's code is loaded when it is called: a run pays for nothing else. */
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { findInstallation } from '../install-folder.ts'
import { EXIT, type ExitCode } from './exit-codes.ts'
import { LIST_STATUSES, type ListStatus } from './list-statuses.ts'
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
  addControlCommands(program, ends)
  addLookCommands(program, ends)
  addLetterCommands(program, ends)
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
  readonly verbose?: boolean
  readonly approve?: ApproveChoice
  readonly answer?: ReadonlyMap<string, string>
  readonly recovery?: RecoveryChoice
}

interface RunFlags extends FollowFlags {
  readonly cwd?: string
  readonly detach?: boolean
  readonly dryRun?: boolean
  readonly break?: readonly string[]
}

interface ExportFlags {
  readonly as: string
  readonly out?: string
  readonly machine?: string | true
  readonly theme?: string
}

interface ImportFlags {
  readonly as?: string
  readonly here?: boolean
  readonly replace?: boolean
  readonly yes?: boolean
}

type Ends = (code: ExitCode) => void

const choicesOf = ({ json = false, verbose = false, approve, answer = new Map(), recovery }: FollowFlags) => ({
  json,
  verbose,
  approve,
  answers: answer,
  recovery,
})

function followOptions(command: Command): Command {
  return command
    .option('--json', 'print one event a line on standard output, and nothing else there')
    .option('--verbose', 'tell each node of each item; many items are only counted otherwise')
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

const collectWord = (word: string, before: readonly string[] = []): readonly string[] => [...before, word]

function addRunCommands(program: Command, ends: Ends): void {
  followOptions(program.command('run <command> [arguments...]'))
    .description('run a command by its name, its file or a whole line')
    .option('--cwd <folder>', 'the folder it works in')
    .option('--detach', 'hand it to a process that stays, print its id and leave')
    .option('--dry-run', 'say what would run and what would ask, and start nothing')
    .option('--break <node>', 'pause before this node; may be repeated', collectWord)
    .allowUnknownOption()
    .helpOption('--help')
    .addHelpText(
      'after',
      '\nArguments are key=value, --key value or plain text; behind -- everything is an argument.\n',
    )
    .action(async (command: string, rest: string[], flags: RunFlags) => {
      const { runCommand } = await import('./commands/run.ts')
      const { cwd, detach = false, dryRun = false, break: breakpoints = [] } = flags
      ends(await runCommand([command, ...rest], { ...choicesOf(flags), cwd, detach, dryRun, breakpoints }))
    })
  followOptions(program.command('resume <run>'))
    .description('go on with a run that was stopped, paused or held')
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
  followOptions(program.command('replay <run>'))
    .description('run it again with what it had recorded; says first what that is and what would happen again')
    .option('--from <node>', 'take over what was recorded before this node')
    .option('--until <node>', 'end behind this node')
    .option('--yes', 'go on although effects would happen again')
    .action(async (run: string, flags: FollowFlags & { from?: string; until?: string; yes?: boolean }) => {
      const { replayCommand } = await import('./commands/replay.ts')
      const { from, until, yes = false } = flags
      ends(await replayCommand(run, { ...choicesOf(flags), from, until, yes }))
    })
}

/** For a run that is under way, wherever it lives. */
function addControlCommands(program: Command, ends: Ends): void {
  program
    .command('stop <run>')
    .description('stop a run, and say what was stopped')
    .option('--undo', 'also undo what it has done')
    .option('--node <node>', 'stop this node alone')
    .option('--at-checkpoint', 'let it go on to its next checkpoint, and hold there')
    .action(async (run: string, flags: { undo?: boolean; node?: string; atCheckpoint?: boolean }) => {
      const { stopCommand } = await import('./commands/stop.ts')
      const { undo = false, node, atCheckpoint = false } = flags
      ends(await stopCommand(run, { undo, node, atCheckpoint }))
    })
  program
    .command('pause <run>')
    .description('let nothing new start in a run; resume goes on')
    .action(async (run: string) => ends(await (await import('./commands/pause.ts')).pauseCommand(run)))
  program
    .command('step <run> [node]')
    .description('let one held node of a paused run go on')
    .action(async (run: string, node: string | undefined) =>
      ends(await (await import('./commands/step.ts')).stepCommand(run, node)),
    )
  program
    .command('worker')
    .description('go on with open runs, hear events and take detached runs, without a window')
    .option('--until-idle', 'end when nothing can go on without a person')
    .action(async ({ untilIdle = false }: { untilIdle?: boolean }) =>
      ends(await (await import('./commands/worker.ts')).workerCommand(untilIdle)),
    )
}

function addLookCommands(program: Command, ends: Ends): void {
  program
    .command('show <run>')
    .description('show a run as it stands')
    .option('--json', 'print its events, one a line')
    .option('--verbose', 'with the nodes that ended of each of many items')
    .action(async (run: string, { json = false, verbose = false }: { json?: boolean; verbose?: boolean }) =>
      ends(await (await import('./commands/show.ts')).showCommand(run, { json, verbose })),
    )
  program
    .command('why <event>')
    .description('say what led to an event, across runs')
    .option('--json', 'print the events, one a line')
    .action(async (event: string, { json = false }: { json?: boolean }) =>
      ends(await (await import('./commands/why.ts')).whyCommand(event, json)),
    )
  program
    .command('list')
    .description('list the commands and the latest runs')
    .option('--all', 'also the runs that other runs have called')
    .addOption(new Option('--status <status>', 'only runs that stand so').choices(LIST_STATUSES))
    .option('--limit <number>', 'how many runs', limitNumber)
    .action(async ({ all = false, status, limit }: { all?: boolean; status?: ListStatus; limit?: number }) =>
      ends(await (await import('./commands/list.ts')).listCommand({ all, status, limit })),
    )
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
    .description('write a command for others: a machine for XState, a diagram, a picture, or a command of Claude Code')
    .requiredOption('--as <format>', 'xstate, mermaid, svg or claude-command')
    .option('--machine [node]', 'with mermaid: the state machine of a node, or of the run')
    .option('--theme <theme>', 'with svg: light or dark')
    .option('--out <file>', 'where to; standard output where it is left out')
    .action(async (command: string, { as, out, machine, theme }: ExportFlags) =>
      ends(await (await import('./commands/export.ts')).exportCommand(command, { as, out, machine, theme })),
    )
  program
    .command('import <source>')
    .description('say what a workflow file or address can do, and keep it as a command')
    .option('--as <name>', 'keep it under this name')
    .option('--here', 'keep it in this folder’s .slashflow instead of among yours')
    .option('--replace', 'put a command of that name aside')
    .option('--yes', 'keep it without a question')
    .action(async (source: string, { as, here = false, replace = false, yes = false }: ImportFlags) =>
      ends(await (await import('./commands/import.ts')).importCommand(source, { as, here, replace, yes })),
    )
  program
    .command('serve')
    .description('serve the app to a browser on this machine')
    .option('--port <number>', 'the port; the first free one from 4455 where it is left out', portNumber)
    .action(async ({ port }: { port?: number }) => ends(await (await import('./commands/serve.ts')).serveCommand(port)))
}

function addLetterCommands(program: Command, ends: Ends): void {
  const letters = program.command('letters').description('what could not be processed: look, replay, discard')
  letters
    .command('list', { isDefault: true })
    .description('list the open letters')
    .option('--code <code>', 'only those with this cause')
    .option('--all', 'also those that were replayed or discarded')
    .option('--json', 'print one letter a line')
    .action(async ({ code, all = false, json = false }: { code?: string; all?: boolean; json?: boolean }) =>
      ends(await (await import('./commands/letters.ts')).listLetters({ code, all, json })),
    )
  letters
    .command('show <letter>')
    .description('show a letter with its payload')
    .option('--json', 'print it as JSON')
    .action(async (id: string, { json = false }: { json?: boolean }) =>
      ends(await (await import('./commands/letters.ts')).showLetter(id, json)),
    )
  letters
    .command('replay <letters...>')
    .description('deliver letters again, each as a new run')
    .option('--payload <json>', 'deliver this instead')
    .action(async (ids: string[], { payload }: { payload?: string }) =>
      ends(await (await import('./commands/letters.ts')).replayLetters(ids, payload)),
    )
  letters
    .command('discard <letters...>')
    .description('throw letters away')
    .action(async (ids: string[]) => ends(await (await import('./commands/letters.ts')).discardLetters(ids)))
}

function limitNumber(text: string): number {
  const limit = Number(text)
  if (!Number.isInteger(limit) || limit < 1 || limit > 1_000)
    throw new InvalidArgumentError('A limit is a number from 1 to 1000.')
  return limit
}

function portNumber(text: string): number {
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new InvalidArgumentError('A port is a number from 0 to 65535.')
  return port
}
