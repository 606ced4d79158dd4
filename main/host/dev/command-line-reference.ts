/** The reference of the command line as Markdown, from its grammar, so it cannot leave a command or an option out. */
import type { Command } from 'commander'
import { grammar } from '../cli/program.ts'

const OPENING = `# The command line

Written by \`npm run docs\` from the grammar (\`main/host/cli/grammar\`). From a checkout: \`npm run -s slashflow -- <command>\`.
A run, a letter or an event may be named by the beginning of its id.

The data folder is \`~/.local/share/slashflow\` on Linux, \`~/Library/Application Support/slashflow\` on macOS and
\`%LOCALAPPDATA%\\slashflow\\Data\` on Windows; \`SLASHFLOW_HOME\` moves it. A newer Slashflow backs an older log up beside it, upgrades
it and says so once; an older Slashflow refuses a newer log. \`SLASHFLOW_LOG\` (error, warn, info, debug) sets the level of the log
in \`logs/\`, and \`NO_COLOR\` takes the colours away.
`

const EXITS = `## Exit status

| | |
| ---: | --- |
| 0 | succeeded; of \`resume\`, \`approve\` and \`replay\` also where the run goes on under another process |
| 1 | the run failed; \`verify\` found something; what was printed could not be written |
| 2 | the call or a file is wrong, a decision is not open, the data folder cannot be used |
| 3 | people are waited for, and nobody here is to be asked (\`--approve none\`, or no terminal) |
| 130 | stopped by Ctrl+C, or held by another signal: \`resume\` goes on |

\`run\` without a terminal and without \`--approve\` stays up and waits, for \`slashflow approve\` or the app.
Ctrl+C stops the run and waits for the receipt, a second one leaves at once. A closed pipe (\`| head\`) ends nothing.
`

const FORMS = `## What is printed

For people, a line for each thing that happened. A container of more than ten items is counted: one line, written over, on a
terminal, a line for each tenth elsewhere; failures, questions and results stand in full, and \`--verbose\` tells everything.
Without a terminal no control character is printed.

With \`--json\` standard output has JSON alone, one value a line; remarks and questions go to standard error.

| | a line is |
| --- | --- |
| \`run\`, \`resume\`, \`approve\`, \`replay\`, \`show\`, \`why\` | an event: \`{ id, runId, seq, position, type, at, nodeId?, path?, iteration?, attempt?, correlationId, causationId, data, hash }\`, of child runs too |
| \`run --detach\` | the first event of the run |
| \`run --dry-run\` | \`{ workflow, title, args, workspace, trusted, steps: [{ nodeId, title, kind, effect, asks, … }] }\` |
| \`list\` | \`{ command: { name, source, title, description, parameters, trusted, problems, … } }\` or \`{ run: { runId, workflow, status, waiting, startedAt, endedAt?, args, … } }\` |
| \`letters\`, \`letters show\` | \`{ id, source, code, message, payload, workflow?, runId?, at, state, … }\` |
| \`verify\` | \`{ ok, checked: { runs, events }, findings: [{ runId, seq, message }] }\` |

\`validate\` prints \`file:line:column: error: message\`, as editors read it.
`

const VERIFY = `## What verify proves

Each run's events are a chain of hashes, and its end carries a seal made with the key of the data folder (\`seal.key\`). So a
changed, missing, moved, added or cut off event is found and named by its number, also in what is kept beside the log, and a
row of the table of runs that says something else than the events. Retention leaves a sealed stub, which tells it from a loss.
What stands behind the ending of its run, which an earlier Slashflow could write, is named too.

A run that was taken out whole, with its row, leaves a gap in the numbers of the log: \`verify\` says when such a run began,
and names it where another run, an event, a letter or a delivery does. How many runs were begun and which is the newest is
sealed in the log with the first events of each run, so the newest is named too where nothing else tells of it, and missed
where others began in its place. What lies in the database goes along with a backup of it, so restoring one is no finding.

A local seal cannot hold against whoever has the key and writes every seal anew, nor against an older copy of the whole
database in the place of the newer. For that, send events elsewhere as they happen (\`telemetry\` in \`settings.json\`), and
compare.
`

export function commandLineReference(): string {
  const program = grammar('', () => {})
  const commands = program.commands.flatMap((command) => (command.commands.length > 0 ? command.commands : [command]))
  const contents = commands.map(
    (command) => `- [\`${nameOf(command)}\`](#${anchorOf(command)}): ${command.description()}`,
  )
  return `${[OPENING, contents.join('\n'), ...commands.map(section), EXITS, FORMS, VERIFY].map((part) => part.trimEnd()).join('\n\n')}\n`
}

/** With what stands before it, as `letters show`. */
const nameOf = (command: Command): string =>
  command.parent?.parent ? `${command.parent.name()} ${command.name()}` : command.name()

const anchorOf = (command: Command): string => `slashflow-${nameOf(command).replaceAll(' ', '-')}`

function section(command: Command): string {
  const rows = command.options.map(({ flags, description, argChoices }) => {
    const choices = argChoices ? ` (${argChoices.join(', ')})` : ''
    return `| \`${flags.replaceAll('|', '\\|')}\` | ${description.replaceAll('|', '\\|')}${choices} |`
  })
  const table = rows.length > 0 ? `\n\n| | |\n| --- | --- |\n${rows.join('\n')}` : ''
  const words = [nameOf(command), ...command.registeredArguments.map(argumentText)].join(' ')
  return `## slashflow ${nameOf(command)}\n\n\`slashflow ${words}\`: ${command.description()}.${table}`
}

function argumentText(argument: Command['registeredArguments'][number]): string {
  const name = `${argument.name()}${argument.variadic ? '…' : ''}`
  return argument.required ? `<${name}>` : `[${name}]`
}
