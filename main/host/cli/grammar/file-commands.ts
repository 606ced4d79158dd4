/** Commands for workflow files: checked, trusted, taken in and given out. */
import type { Command } from 'commander'
import type { Ends } from './following.ts'

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

export function addFileCommands(program: Command, ends: Ends): void {
  program
    .command('validate <files...>')
    .description('check workflow files, or commands by their names')
    .action(async (files: string[]) => ends(await (await import('../commands/validate.ts')).validateCommand(files)))
  program
    .command('trust <file>')
    .description('say what a file, or a command by its name, can do, and trust its present content')
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
}
