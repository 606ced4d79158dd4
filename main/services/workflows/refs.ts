/** What names a workflow file: `bundled:<name>`, or an absolute path that ends in `.flow.json`. Nothing else is ever opened. */
import { basename, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { CallError } from '#shared/ipc/call-error.ts'
import type { WorkflowSource } from '#shared/ipc/views/workflow-views.ts'
import { NAME_PATTERN } from '#shared/workflow/workflow.ts'

export const FILE_ENDING = '.flow.json'
export const WORKSPACE_FOLDER = '.slashflow'
const BUNDLED_PREFIX = 'bundled:'

export interface WorkflowPlace {
  readonly ref: string
  readonly path: string
  readonly source: WorkflowSource
}

export interface WorkflowFolders {
  readonly bundled: string
  readonly user: string
}

export const workspaceFolder = (workspace: string): string => join(workspace, WORKSPACE_FOLDER)

export const fileOf = (folder: string, name: string): string => join(folder, `${name}${FILE_ENDING}`)

/** The name that a file goes by while its content cannot be read. */
export const nameFromFile = (path: string): string => basename(path).slice(0, -FILE_ENDING.length)

/** Throws CallError `workflow.invalid-ref`. */
export function placeOf(ref: string, folders: WorkflowFolders): WorkflowPlace {
  if (ref.startsWith(BUNDLED_PREFIX)) {
    const name = ref.slice(BUNDLED_PREFIX.length)
    if (NAME_PATTERN.test(name)) return { ref, path: fileOf(folders.bundled, name), source: 'bundled' }
  } else if (isAbsolute(ref) && ref.endsWith(FILE_ENDING) && !ref.includes('\0')) {
    return placeOfPath(resolve(ref), folders)
  }
  throw new CallError(
    'workflow.invalid-ref',
    `"${ref}" does not name a workflow. Give the full path of a file that ends in ${FILE_ENDING}.`,
  )
}

export function placeOfPath(path: string, folders: WorkflowFolders): WorkflowPlace {
  if (isDirectlyIn(folders.bundled, path))
    return { ref: `${BUNDLED_PREFIX}${nameFromFile(path)}`, path, source: 'bundled' }
  return { ref: path, path, source: isDirectlyIn(folders.user, path) ? 'user' : 'workspace' }
}

function isDirectlyIn(folder: string, path: string): boolean {
  const from = relative(resolve(folder), path)
  return !from.startsWith('..') && !from.includes(sep) && !isAbsolute(from)
}
