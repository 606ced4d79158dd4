import { CallError } from '#shared/ipc/call-error.ts'

/** Why a draft could not be written, and what to do; it stays in the window and is tried again. */
export function draftNotKept(error: unknown, folder: string): unknown {
  if (error instanceof CallError) return error
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new CallError(
        'draft.disk-full',
        `Your edits are not kept on disk: the disk of ${folder} is full. Make room; until then they are in this window only.`,
      )
    case 'EFBIG':
      return new CallError(
        'draft.not-kept',
        `Your edits are not kept on disk: the draft is larger than a file may be there (${folder}). Save them to the file itself.`,
      )
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
    case 'ENOTDIR':
    case 'EEXIST':
      return new CallError(
        'draft.not-kept',
        `Your edits are not kept on disk: ${folder} cannot be written (${code}). Change its permissions; until then they are in this window only.`,
      )
    default:
      return error
  }
}
