/** The options of every command that stays with a run. */
import { type Command, InvalidArgumentError, Option } from 'commander'
import type { ExitCode } from '../exit-codes.ts'
import { APPROVE_CHOICES, type ApproveChoice, RECOVERY_CHOICES, type RecoveryChoice } from '../person/by-options.ts'

/** Told how a command has ended. */
export type Ends = (code: ExitCode) => void

export interface FollowFlags {
  readonly json?: boolean
  readonly verbose?: boolean
  readonly approve?: ApproveChoice
  readonly answer?: ReadonlyMap<string, string>
  readonly recovery?: RecoveryChoice
}

export const choicesOf = ({ json = false, verbose = false, approve, answer = new Map(), recovery }: FollowFlags) => ({
  json,
  verbose,
  approve,
  answers: answer,
  recovery,
})

export function followOptions(command: Command): Command {
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
