import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { closest } from '#shared/workflow/did-you-mean.ts'
import { commandWords } from '../command-line.ts'
import { EXIT, type ExitCode, UsageError } from '../exit-codes.ts'
import { withApp } from '../open-app.ts'
import { openTerminal } from '../terminal.ts'

const FORMATS = ['xstate', 'mermaid', 'svg', 'claude-command'] as const
const THEMES = ['light', 'dark'] as const
type Format = (typeof FORMATS)[number]

export interface ExportChoices {
  readonly as: string
  readonly out: string | undefined
  /** Of a diagram: the state machine of this node, or of the run (true). */
  readonly machine: string | true | undefined
  /** Of a picture. */
  readonly theme: string | undefined
}

/** Writes the compiled machine, a diagram, a picture or an assistant's command to a file, or to standard output and nothing else there. */
export async function exportCommand(command: string, choices: ExportChoices): Promise<ExitCode> {
  const as = formatOf(choices.as)
  if (choices.machine !== undefined && as !== 'mermaid')
    throw new UsageError('--machine draws one state machine, which --as mermaid does')
  const theme = themeOf(choices.theme)
  if (theme !== undefined && as !== 'svg') throw new UsageError('--theme is for --as svg')
  const workspace = process.cwd()
  const { file, line } = commandWords([command], workspace)
  const machine = choices.machine === true ? 'run' : choices.machine
  return withApp(async ({ app }) => {
    const { text } = await app.call('workflows.export', {
      workspace,
      as,
      ...(file === undefined ? { name: line.slice(1) } : { ref: file }),
      ...(machine !== undefined && { machine }),
      ...(theme !== undefined && { theme }),
    })
    if (choices.out === undefined) openTerminal(false).out(text)
    else write(choices.out, text)
    return EXIT.succeeded
  })
}

function formatOf(given: string): Format {
  const format = FORMATS.find((name) => name === given)
  if (format) return format
  const near = closest(given, FORMATS)
  throw new UsageError(
    `There is no format "${given}": it is xstate, mermaid, svg or claude-command.${near === undefined ? '' : ` Did you mean ${near}?`}`,
  )
}

function themeOf(given: string | undefined): (typeof THEMES)[number] | undefined {
  const theme = THEMES.find((name) => name === given)
  if (given === undefined || theme) return theme
  throw new UsageError(`There is no theme "${given}": it is light or dark`)
}

function write(out: string, text: string): void {
  const path = resolve(out)
  try {
    writeFileSync(path, text)
  } catch (error) {
    throw new UsageError(`${path} cannot be written: ${error instanceof Error ? error.message : error}`)
  }
}
