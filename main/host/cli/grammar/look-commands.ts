/** Commands that show what is there and change nothing. */
import { type Command, InvalidArgumentError, Option } from 'commander'
import { LIST_STATUSES, type ListStatus } from '../list-statuses.ts'
import type { Ends } from './following.ts'

interface ListFlags {
  readonly all?: boolean
  readonly status?: ListStatus
  readonly limit?: number
  readonly find?: string
  readonly json?: boolean
}

export function addLookCommands(program: Command, ends: Ends): void {
  program
    .command('show <run>')
    .description('show a run as it stands')
    .option('--json', 'print its events, one a line')
    .option('--verbose', 'with the nodes that ended of each of many items')
    .action(async (run: string, { json = false, verbose = false }: { json?: boolean; verbose?: boolean }) =>
      ends(await (await import('../commands/show.ts')).showCommand(run, { json, verbose })),
    )
  program
    .command('why <event>')
    .description('say what led to an event, across runs')
    .option('--json', 'print the events, one a line')
    .action(async (event: string, { json = false }: { json?: boolean }) =>
      ends(await (await import('../commands/why.ts')).whyCommand(event, json)),
    )
  program
    .command('list')
    .description('list the commands and the latest runs')
    .option('--all', 'also the runs that other runs have called')
    .addOption(new Option('--status <status>', 'only runs that stand so').choices(LIST_STATUSES))
    .option('--limit <number>', 'how many runs; the latest 10 where it is left out', limitNumber)
    .option(
      '--find <text>',
      'only runs in which it stands: given to them, given by a node, said by a person, or an error',
      findText,
    )
    .option('--json', 'print each command and run as a line of JSON')
    .action(async ({ all = false, status, limit, find, json = false }: ListFlags) =>
      ends(await (await import('../commands/list.ts')).listCommand({ all, status, limit, find, json })),
    )
  program
    .command('verify [run]')
    .description('check that nobody has changed the log')
    .option('--json', 'print what was checked and found as a line of JSON')
    .action(async (run: string | undefined, { json = false }: { json?: boolean }) =>
      ends(await (await import('../commands/verify.ts')).verifyCommand(run, json)),
    )
}

function limitNumber(text: string): number {
  const limit = Number(text)
  if (!Number.isInteger(limit) || limit < 1 || limit > 1_000)
    throw new InvalidArgumentError('A limit is a number from 1 to 1000.')
  return limit
}

function findText(text: string): string {
  const wanted = text.trim()
  if (wanted === '' || wanted.length > 200)
    throw new InvalidArgumentError('What is looked for has from 1 to 200 characters.')
  return wanted
}
