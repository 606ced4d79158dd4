/** Why a program could not be started, in words for a person. */
import { accessSync, constants } from 'node:fs'
import { resolve } from 'node:path'
import { NodeError } from '#main/engine/node-error.ts'
import type { ProcessRequest } from '#main/engine/ports/process.ts'
import { errorCode } from '#shared/error-code.ts'

const final = { retryable: false }

export function spawnError(error: unknown, { command, cwd }: ProcessRequest): unknown {
  const code = errorCode(error)
  switch (code) {
    case 'ENOENT':
      return new NodeError('process.not-found', notFound(command, cwd), final)
    case 'EACCES':
    case 'EPERM':
    case 'ENOEXEC':
    case 'EISDIR':
      return new NodeError(
        'process.not-executable',
        `${command} cannot be run: ${entered(cwd) ? 'the file is not a program, or you may not run it. Make it executable (chmod +x) or name its interpreter.' : `you may not enter the folder ${cwd}.`}`,
        final,
      )
    case 'E2BIG':
      return new NodeError(
        'process.arguments-too-long',
        `The arguments of ${command} are longer than the system takes. Hand long text over by stdin or a file.`,
        final,
      )
    case 'EAGAIN':
    case 'EMFILE':
    case 'ENFILE':
    case 'ENOMEM':
      return new NodeError(
        'process.no-resources',
        `The system cannot start ${command} now (${code}): too much is running. Try again later.`,
      )
    case 'ERR_INVALID_ARG_VALUE':
    case 'ERR_INVALID_ARG_TYPE':
      return new NodeError(
        'process.invalid-argument',
        `${command === '' ? 'No program is named' : `${command} cannot be run: its name, arguments or environment hold a zero character`}. Correct the node's fields.`,
        final,
      )
    default:
      return error
  }
}

function notFound(command: string, cwd: string): string {
  if (!/[\\/]/.test(command))
    return `${command} is not installed or not on PATH. Install it, or give the full path of the program.`
  const path = resolve(cwd, command)
  return exists(path)
    ? `${command} cannot be run: the interpreter that its first line names is not installed.`
    : `There is no program at ${path}. Correct the node's command.`
}

function exists(path: string): boolean {
  return allowed(path, constants.F_OK)
}

function entered(folder: string): boolean {
  return allowed(folder, constants.X_OK)
}

function allowed(path: string, mode: number): boolean {
  try {
    accessSync(path, mode)
    return true
  } catch {
    return false
  }
}
