/** What begins a run or goes on with one, and stays with it. */
import { type Command, InvalidArgumentError, Option } from 'commander'
import { APPROVE_CHOICES, type ApproveChoice, RECOVERY_CHOICES, type RecoveryChoice } from '../person/by-options.ts'
import type { Ends } from './ends.ts'
import { withOptionMeant } from './option-meant.ts'

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

export function addRunCommands(program: Command, ends: Ends): void {
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
    .action(async (command: string, rest: string[], flags: RunFlags, self: Command) => {
      const { runCommand } = await import('../commands/run.ts')
      const { cwd, detach = false, dryRun = false, break: breakpoints = [] } = flags
      const choices = { ...choicesOf(flags), cwd, detach, dryRun, breakpoints }
      try {
        ends(await runCommand([command, ...rest], choices))
      } catch (error) {
        throw withOptionMeant(error, rest, self)
      }
    })
  followOptions(program.command('resume <run>'))
    .description('go on with a run that was stopped, paused or held')
    .action(async (run: string, flags: FollowFlags) => {
      const { resumeCommand } = await import('../commands/resume.ts')
      ends(await resumeCommand(run, choicesOf(flags)))
    })
  followOptions(program.command('approve <run> <approval>'))
    .description('answer an approval, by its node or its id')
    .option('--edit <json>', 'approve this instead of what is proposed')
    .option('--reject <feedback>', 'reject it, and say why')
    .action(async (run: string, approval: string, flags: FollowFlags & { edit?: string; reject?: string }) => {
      const { approveCommand } = await import('../commands/approve.ts')
      ends(await approveCommand(run, approval, { ...choicesOf(flags), edit: flags.edit, reject: flags.reject }))
    })
  followOptions(program.command('replay <run>'))
    .description('run it again with what it had recorded; says first what that is and what would happen again')
    .option('--from <node>', 'take over what was recorded before this node')
    .option('--until <node>', 'end behind this node')
    .option('--yes', 'go on although effects would happen again')
    .action(async (run: string, flags: FollowFlags & { from?: string; until?: string; yes?: boolean }) => {
      const { replayCommand } = await import('../commands/replay.ts')
      const { from, until, yes = false } = flags
      ends(await replayCommand(run, { ...choicesOf(flags), from, until, yes }))
    })
}
