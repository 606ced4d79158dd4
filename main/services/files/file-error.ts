/** The system's errors about files, in words for a person. */

import { NodeError } from '#main/engine/node-error.ts'
import { errorCode } from '#shared/error-code.ts'

export function fileError(error: unknown, path: string, doing: 'read' | 'write' | 'list'): unknown {
  if (error instanceof NodeError) return error
  const code = errorCode(error)
  const final = { retryable: false }
  switch (code) {
    case 'ENOENT':
      return new NodeError(
        'file.not-found',
        `There is no ${doing === 'list' ? 'folder' : 'file'} ${path} in the workspace. Check the path.`,
        final,
      )
    case 'ENOTDIR':
      return new NodeError(
        'file.not-found',
        doing === 'list'
          ? `${path} is a file, not a folder. Name a folder to list.`
          : `${path} cannot be there: a part of its path is a file, not a folder. Check the path.`,
        final,
      )
    case 'EEXIST':
      return new NodeError(
        'file.not-found',
        `${path} cannot be there: a part of its path is a file, not a folder. Check the path.`,
        final,
      )
    case 'EISDIR':
      return new NodeError('file.is-folder', `${path} is a folder, not a file. Name a file inside it.`, final)
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return doing === 'write'
        ? new NodeError(
            'file.read-only',
            `${path} cannot be written: ${code === 'EROFS' ? 'the disk is read-only' : 'you have no permission for it or its folder'}. Change the permissions or choose another place.`,
            final,
          )
        : new NodeError(
            'file.no-permission',
            `${path} cannot be read: you have no permission for it. Change its permissions.`,
            final,
          )
    case 'ENOSPC':
    case 'EDQUOT':
      return new NodeError(
        'file.disk-full',
        `${path} cannot be written: ${code === 'EDQUOT' ? 'your quota is used up' : 'the disk is full'}. Make room, then run this again; nothing was changed.`,
        final,
      )
    case 'ENAMETOOLONG':
      return new NodeError(
        'file.name-too-long',
        `The path ${path.slice(0, 80)}… is longer than the system takes. Shorten it.`,
        final,
      )
    case 'ELOOP':
      return new NodeError('file.link-loop', `${path} is a link that leads back to itself. Correct the link.`, final)
    case 'ERR_INVALID_ARG_VALUE':
      return new NodeError('file.invalid-path', 'The path holds a zero character. Correct it.', final)
    default:
      return error
  }
}
