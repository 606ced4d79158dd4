/** One sentence about a program that failed: its name, how it ended, and its own last words. */
import { shortName } from './command-line.ts'
import { type GivenArguments, gitMessage, isGit } from './git-messages.ts'

export interface FailedProgram {
  readonly command: string
  readonly args: readonly string[]
  readonly cwd: string
  readonly exitCode: number | null
  readonly signal: string | null
  readonly stdout: string
  readonly stderr: string
}

const MOST_LINES = 3
const MOST_CHARACTERS = 600
/** Git and compilers name what is wrong first, and then say what may be done about it. */
const FAULT = /^(?:fatal|error):/i
const FAULT_WITHIN_LINES = 8

/** `given`: what the command was called with, since a person mends that first. */
export function exitMessage(program: FailedProgram, given?: GivenArguments): string {
  const { command, args, cwd, exitCode, signal, stdout, stderr } = program
  const name = shortName(command, args)
  const how = signal === null ? `${name} exited with code ${exitCode}` : `${name} was ended by ${signal}`
  const better = isGit(command) && !args.includes('--no-index') ? gitMessage(stderr, cwd, given) : null
  // Many programs (test runners, compilers) tell what is wrong on standard output.
  const words = better ?? (lastWords(stderr) || lastWords(stdout))
  return words === '' ? `${how} and wrote nothing.` : `${how}: ${words}`
}

function lastWords(text: string): string {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const late = lines.slice(-FAULT_WITHIN_LINES)
  const fault = late.findIndex((line) => FAULT.test(line))
  const last = (fault < 0 ? lines.slice(-MOST_LINES) : late.slice(fault)).join('\n')
  return last.length <= MOST_CHARACTERS ? last : `…${last.slice(-MOST_CHARACTERS)}`
}
