import { errorCode } from '#shared/error-code.ts'
import { CallError } from '#shared/ipc/call-error.ts'

/** What was to be done to the file, as a participle. */
type Deed = 'saved' | 'deleted' | 'brought back'

const OTHERWISE: Readonly<Record<Deed, { readonly full: string; readonly readOnly: string }>> = {
  saved: { full: 'save again', readOnly: 'save a copy among your own commands' },
  deleted: { full: 'delete it again', readOnly: 'delete it by other means' },
  'brought back': { full: 'try again', readOnly: 'bring it back by other means' },
}

/** Why a file of a command could not be written or moved, and what to do; the edit stays where it is. */
export function notWritten(error: unknown, path: string, deed: Deed = 'saved'): unknown {
  const code = errorCode(error)
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new CallError(
        'workflow.disk-full',
        `${path} was not ${deed}: the disk is full. Make room and ${OTHERWISE[deed].full}; the file is as it was.`,
      )
    case 'EROFS':
      return new CallError(
        'workflow.read-only',
        `${path} was not ${deed}: the disk is read-only. Make it writable, or ${OTHERWISE[deed].readOnly}.`,
      )
    case 'EACCES':
    case 'EPERM':
      return new CallError(
        'workflow.read-only',
        `${path} was not ${deed}: you have no permission to write there. Change the permissions, or ${OTHERWISE[deed].readOnly}.`,
      )
    case 'ENOENT':
    case 'ENOTDIR':
    case 'EEXIST':
      return new CallError(
        'workflow.no-folder',
        `${path} was not ${deed}: its folder is gone or is a file. Check the workspace, or ${OTHERWISE[deed].readOnly}.`,
      )
    default:
      return error
  }
}
