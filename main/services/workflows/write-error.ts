import { CallError } from '#shared/ipc/call-error.ts'

/** Why a file of a command could not be written or moved, and what to do; the edit stays where it is. */
export function notWritten(error: unknown, path: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new CallError(
        'workflow.disk-full',
        `${path} was not saved: the disk is full. Make room and save again; the file is as it was.`,
      )
    case 'EROFS':
      return new CallError(
        'workflow.read-only',
        `${path} was not saved: the disk is read-only. Save a copy among your own commands instead.`,
      )
    case 'EACCES':
    case 'EPERM':
      return new CallError(
        'workflow.read-only',
        `${path} was not saved: you have no permission to write there. Change the permissions, or save a copy among your own commands.`,
      )
    case 'ENOENT':
    case 'ENOTDIR':
    case 'EEXIST':
      return new CallError(
        'workflow.no-folder',
        `${path} was not saved: its folder is gone or is a file. Check the workspace, or save a copy among your own commands.`,
      )
    default:
      return error
  }
}
