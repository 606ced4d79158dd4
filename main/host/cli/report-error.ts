/** Errors as a person at a terminal reads them, and the exit status they mean. */
import { CallError } from '#shared/ipc/call-error.ts'
import { errorsOf, type Problem } from '#shared/workflow/problem.ts'
import { EXIT, type ExitCode, UsageError } from './exit-codes.ts'
import { printable, shortPath } from './terminal.ts'

/** Messages quote files and arguments, so what is told is made printable. */
export function reportError(error: unknown, write: (text: string) => void): ExitCode {
  const err = (text: string): void => write(printable(text))
  if (error instanceof UsageError) {
    err(`slashflow: ${error.message}\n`)
    return EXIT.usage
  }
  if (error instanceof CallError) {
    err(callErrorText(error) + (WAYS_OUT[error.code] ?? ''))
    return error.code === 'internal' ? EXIT.failed : EXIT.usage
  }
  err(
    `slashflow: ${error instanceof Error ? (process.env.SLASHFLOW_DEBUG ? error.stack : error.message) : String(error)}\n`,
  )
  return EXIT.failed
}

/** What only a terminal has to offer. */
const WAYS_OUT: Readonly<Record<string, string>> = {
  'command.unknown': '  slashflow list shows what there is; a file is run by its path, such as ./name.flow.json\n',
  'workflow.name-taken': '  --as keeps it under another name, --replace puts that one aside\n',
}

/** A line a problem. The message often is the errors' sentences joined, and nobody reads them twice. */
function callErrorText({ message, problems, file }: CallError): string {
  const errors = errorsOf(problems)
  const isTold = errors.length > 0 && errors.every((problem) => message.includes(problem.message))
  const lines = problems.map((problem) => problemText(problem, file && shortPath(file)))
  const [head, ...others] = isTold ? lines : [message, ...lines]
  return [`slashflow: ${head}`, ...others.map((line) => `  ${line}`), ''].join('\n')
}

/** `file:line:column: error: message`, as editors read it; without a file the place begins with the line. */
export function problemText(problem: Problem, file?: string): string {
  const place = [file, problem.line, problem.column].filter((part) => part !== undefined).join(':')
  return `${place ? `${place}: ` : ''}${problem.severity}: ${problem.message}`
}
