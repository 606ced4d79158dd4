import type { Command } from 'commander'
import { didYouMean } from '#shared/workflow/did-you-mean.ts'
import { UsageError } from '../exit-codes.ts'
import type { Ends } from './following.ts'

interface ListFlags {
  readonly code?: string
  readonly all?: boolean
  readonly json?: boolean
}

export function addLetterCommands(program: Command, ends: Ends): void {
  const letters = program.command('letters').description('what could not be processed: look, replay, discard')
  letters
    .command('list', { isDefault: true })
    .description('list the open letters')
    .option('--code <code>', 'only those with this cause')
    .option('--all', 'also those that were replayed or discarded')
    .option('--json', 'print one letter a line')
    .allowExcessArguments()
    .action(async ({ code, all = false, json = false }: ListFlags, { args: [unknown] }: Command) => {
      if (unknown !== undefined) throw new UsageError(unknownText(unknown))
      ends(await (await import('../commands/letters.ts')).listLetters({ code, all, json }))
    })
  letters
    .command('show <letter>')
    .description('show a letter with its payload')
    .option('--json', 'print it as JSON')
    .action(async (id: string, { json = false }: { json?: boolean }) =>
      ends(await (await import('../commands/letters.ts')).showLetter(id, json)),
    )
  letters
    .command('replay <letters...>')
    .description('deliver letters again, each as a new run')
    .option('--payload <json>', 'deliver this instead')
    .action(async (ids: string[], { payload }: { payload?: string }) =>
      ends(await (await import('../commands/letters.ts')).replayLetters(ids, payload)),
    )
  letters
    .command('discard <letters...>')
    .description('throw letters away')
    .action(async (ids: string[]) => ends(await (await import('../commands/letters.ts')).discardLetters(ids)))
}

/** What is no command of `letters` would else be an argument of `list`, which it is by itself. */
const unknownText = (given: string): string =>
  `"letters" knows no "${given}": it is list, show, replay or discard.${didYouMean(given, ['list', 'show', 'replay', 'discard'])}`
