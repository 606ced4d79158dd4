import { resolve } from 'node:path'
import type { StartOptions } from '../../../app.ts'
import { commandWords } from '../command-line.ts'
import { handOverRun } from '../detach.ts'
import { EXIT, type ExitCode, UsageError } from '../exit-codes.ts'
import { withApp } from '../open-app.ts'
import { previewText } from '../print/preview.ts'
import { type FollowChoices, runToEnd } from '../run-to-end.ts'
import { openTerminal } from '../terminal.ts'

export interface RunChoices extends FollowChoices {
  readonly cwd: string | undefined
  /** Nodes before which it pauses. */
  readonly breakpoints: readonly string[]
  readonly detach: boolean
  readonly dryRun: boolean
}

/** `words`: the command and its arguments as the shell split them. */
export async function runCommand(words: readonly string[], choices: RunChoices): Promise<ExitCode> {
  const start = startOf(words, choices)
  if (choices.dryRun) return previewOnly(start, choices)
  if (choices.detach) return detach(start, choices)
  return withApp(async ({ app }) => runToEnd(app, openTerminal(choices.json), choices, () => app.start(start)))
}

function startOf(words: readonly string[], choices: RunChoices): StartOptions {
  const { file, line } = commandWords(words, process.cwd())
  if (file === undefined && line === '/') throw new UsageError('Name a command, such as: slashflow run hello')
  return {
    line,
    workspace: resolve(choices.cwd ?? '.'),
    by: 'cli',
    ...(file && { ref: file }),
    ...(choices.approve === 'all' && { trusted: true }),
    ...(choices.breakpoints.length > 0 && { breakpoints: choices.breakpoints }),
  }
}

async function previewOnly(start: StartOptions, { json, approve }: RunChoices): Promise<ExitCode> {
  const terminal = openTerminal(json)
  return withApp(async ({ app }) => {
    const { line, ref, workspace, trusted } = start
    const preview = await app.call('run.preview', {
      ...(line !== undefined && { line }),
      ...(ref !== undefined && { ref }),
      ...(trusted && { trusted }),
      workspace,
    })
    terminal.out(json ? `${JSON.stringify(preview)}\n` : previewText(preview, terminal, approve === 'all'))
    return EXIT.succeeded
  })
}

/** Nobody stands by a detached run, so there is nobody who could answer for it. */
async function detach(start: StartOptions, choices: RunChoices): Promise<ExitCode> {
  const { approve, answers, recovery, json } = choices
  if (approve !== undefined || answers.size > 0 || recovery !== undefined)
    throw new UsageError(
      'A detached run is answered in the app or with "slashflow approve": leave out --approve, --answer and --recovery',
    )
  const terminal = openTerminal(json)
  return withApp(async ({ app }) => {
    const { runId } = await handOverRun(app, start)
    const [first] = json ? await app.call('runs.events', { runId }) : []
    terminal.out(`${json ? JSON.stringify(first) : runId}\n`)
    return EXIT.succeeded
  })
}
