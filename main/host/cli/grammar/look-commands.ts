/** What looks at runs and files, and what takes files in or hands them on. */
import { type Command, InvalidArgumentError, Option } from 'commander'
import { LIST_STATUSES, type ListStatus } from '../list-statuses.ts'
import type { Ends } from './ends.ts'

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
    .option('--limit <number>', 'how many runs', limitNumber)
    .action(async ({ all = false, status, limit }: { all?: boolean; status?: ListStatus; limit?: number }) =>
      ends(await (await import('../commands/list.ts')).listCommand({ all, status, limit })),
    )
  program
    .command('validate <files...>')
    .description('check workflow files')
    .action(async (files: string[]) => ends(await (await import('../commands/validate.ts')).validateCommand(files)))
  program
    .command('verify [run]')
    .description('check that nobody has changed the log')
    .action(async (run: string | undefined) => ends(await (await import('../commands/verify.ts')).verifyCommand(run)))
  program
    .command('trust <file>')
    .description('say what a file can do, and trust its present content')
    .option('--yes', 'trust it without a question')
    .action(async (file: string, { yes = false }: { yes?: boolean }) =>
      ends(await (await import('../commands/trust.ts')).trustCommand(file, yes)),
    )
  program
    .command('export <command>')
    .description('write a command for others: a machine for XState, a diagram, a picture, or a command of Claude Code')
    .requiredOption('--as <format>', 'xstate, mermaid, svg or claude-command')
    .option('--machine [node]', 'with mermaid: the state machine of a node, or of the run')
    .option('--theme <theme>', 'with svg: light or dark')
    .option('--out <file>', 'where to; standard output where it is left out')
    .action(async (command: string, { as, out, machine, theme }: ExportFlags) =>
      ends(await (await import('../commands/export.ts')).exportCommand(command, { as, out, machine, theme })),
    )
  program
    .command('import <source>')
    .description('say what a workflow file or address can do, and keep it as a command')
    .option('--as <name>', 'keep it under this name')
    .option('--here', 'keep it in this folder’s .slashflow instead of among yours')
    .option('--replace', 'put a command of that name aside')
    .option('--yes', 'keep it without a question')
    .action(async (source: string, { as, here = false, replace = false, yes = false }: ImportFlags) =>
      ends(await (await import('../commands/import.ts')).importCommand(source, { as, here, replace, yes })),
    )
  program
    .command('serve')
    .description('serve the app to a browser on this machine')
    .option('--port <number>', 'the port; the first free one from 4455 where it is left out', portNumber)
    .action(async ({ port }: { port?: number }) =>
      ends(await (await import('../commands/serve.ts')).serveCommand(port)),
    )
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
