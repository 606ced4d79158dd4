import { errorCode } from '#shared/error-code.ts'
import { CallError } from '#shared/ipc/call-error.ts'

/** Why a draft could not be written, and what to do; it stays in the window and is tried again. */
export function draftNotKept(error: unknown, folder: string): unknown {
  if (error instanceof CallError) return error
  const code = errorCode(error)
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new CallError(
        'draft.disk-full',
        `The disk of ${folder} is full. Make room, and your edits are kept there again.`,
      )
    case 'EFBIG':
      return new CallError(
        'draft.not-kept',
        `The draft is larger than a file may be in ${folder}. Save your edits to the file itself.`,
      )
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
    case 'ENOTDIR':
    case 'EEXIST':
      return new CallError(
        'draft.not-kept',
        `${folder} cannot be written (${code}). Change its permissions, and your edits are kept there again.`,
      )
    default:
      return error
  }
}
