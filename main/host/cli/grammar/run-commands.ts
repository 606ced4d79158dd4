/** Commands that begin a run or go on with one, and stay with it. */
import type { Command } from 'commander'
import { choicesOf, type Ends, type FollowFlags, followOptions } from './following.ts'
import { withOptionMeant } from './option-meant.ts'

interface RunFlags extends FollowFlags {
  readonly cwd?: string
  readonly detach?: boolean
  readonly dryRun?: boolean
  readonly break?: readonly string[]
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
      '\nArguments are key=value, --key value or plain text; behind -- everything is an\nargument.\n',
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
