import type { Command } from 'commander'
import type { Ends } from './following.ts'

export function addLetterCommands(program: Command, ends: Ends): void {
  const letters = program.command('letters').description('what could not be processed: look, replay, discard')
  letters
    .command('list', { isDefault: true })
    .description('list the open letters')
    .option('--code <code>', 'only those with this cause')
    .option('--all', 'also those that were replayed or discarded')
    .option('--json', 'print one letter a line')
    .action(async ({ code, all = false, json = false }: { code?: string; all?: boolean; json?: boolean }) =>
      ends(await (await import('../commands/letters.ts')).listLetters({ code, all, json })),
    )
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
